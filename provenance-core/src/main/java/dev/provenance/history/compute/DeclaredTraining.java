package dev.provenance.history.compute;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is said of a training run. Begins with {@link #ofTokens}; each further declaration gives a new one.
 *
 * @param tokens training tokens
 * @param sequenceTokens length of the training sequences; empty where it is not declared
 * @param activeParameters parameters that a token passes; empty where the architecture's are to be believed
 * @param accelerator device; empty where it is not declared
 * @param devices how many of them; empty where it is not declared
 * @param precision of the products
 * @param deviceHours hours of all devices together; empty where they are not declared
 * @param days from first to last step; empty where they are not declared
 * @param flops floating-point operations; empty where they are not declared
 */
public record DeclaredTraining(
        double tokens,
        Optional<Range> sequenceTokens,
        OptionalDouble activeParameters,
        Optional<Accelerator> accelerator,
        OptionalDouble devices,
        Precision precision,
        OptionalDouble deviceHours,
        OptionalDouble days,
        OptionalDouble flops) {

    public DeclaredTraining {
        require("tokens", OptionalDouble.of(tokens));
        require("active parameters", activeParameters);
        require("devices", devices);
        require("device hours", deviceHours);
        require("days", days);
        require("flops", flops);
    }

    /** A run over so many tokens, of which nothing else is declared. */
    public static DeclaredTraining ofTokens(double tokens) {
        return new DeclaredTraining(
                tokens,
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Precision.MIXED,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /** With sequences of this length. */
    public DeclaredTraining sequences(Range length) {
        return new DeclaredTraining(
                tokens,
                Optional.of(length),
                activeParameters,
                accelerator,
                devices,
                precision,
                deviceHours,
                days,
                flops);
    }

    /** With this many parameters for each token, whatever the architecture says. */
    public DeclaredTraining activeParameters(double parameters) {
        return new DeclaredTraining(
                tokens,
                sequenceTokens,
                OptionalDouble.of(parameters),
                accelerator,
                devices,
                precision,
                deviceHours,
                days,
                flops);
    }

    /** On this device, in this precision. */
    public DeclaredTraining on(Accelerator device, Precision inPrecision) {
        return new DeclaredTraining(
                tokens,
                sequenceTokens,
                activeParameters,
                Optional.of(device),
                devices,
                inPrecision,
                deviceHours,
                days,
                flops);
    }

    /** On this many devices. */
    public DeclaredTraining devices(double count) {
        return new DeclaredTraining(
                tokens,
                sequenceTokens,
                activeParameters,
                accelerator,
                OptionalDouble.of(count),
                precision,
                deviceHours,
                days,
                flops);
    }

    /** In this many hours of all devices together. */
    public DeclaredTraining deviceHours(double hours) {
        return new DeclaredTraining(
                tokens,
                sequenceTokens,
                activeParameters,
                accelerator,
                devices,
                precision,
                OptionalDouble.of(hours),
                days,
                flops);
    }

    /** In this many days. */
    public DeclaredTraining days(double count) {
        return new DeclaredTraining(
                tokens,
                sequenceTokens,
                activeParameters,
                accelerator,
                devices,
                precision,
                deviceHours,
                OptionalDouble.of(count),
                flops);
    }

    /** With this many floating-point operations. */
    public DeclaredTraining flops(double operations) {
        return new DeclaredTraining(
                tokens,
                sequenceTokens,
                activeParameters,
                accelerator,
                devices,
                precision,
                deviceHours,
                days,
                OptionalDouble.of(operations));
    }

    /** Hours of all devices: as declared, or devices times days. */
    OptionalDouble hours() {
        if (deviceHours.isPresent() || devices.isEmpty() || days.isEmpty()) {
            return deviceHours;
        }
        return OptionalDouble.of(devices.getAsDouble() * days.getAsDouble() * 24);
    }

    private static void require(String name, OptionalDouble number) {
        if (number.isPresent() && !(number.getAsDouble() > 0 && number.getAsDouble() <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "Declared training: expected " + name + " above 0, actual " + number.getAsDouble() + ".");
        }
    }
}
