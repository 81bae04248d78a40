package dev.provenance.examples;

import dev.provenance.safetensors.internal.Printable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/** Bad input ends a program with one line on standard error and exit code 2; anything else is a defect and stays one. */
final class BadInput {

    private static final int EXIT_CODE = 2;

    private BadInput() {}

    static CommandLine guard(String program, CommandLine commandLine) {
        commandLine.setParameterExceptionHandler(
                (problem, arguments) -> fail(program, String.valueOf(problem.getMessage())));
        commandLine.setExecutionExceptionHandler((problem, failed, parsed) -> {
            if (problem instanceof IOException || problem instanceof IllegalArgumentException) {
                return fail(program, explain(problem));
            }
            throw problem;
        });
        return commandLine;
    }

    static int fail(String program, String message) {
        System.err.println(program + ": " + Printable.plain(message.replaceAll("\\R", " ")));
        return EXIT_CODE;
    }

    /** The file system's exceptions have only a path for a message. */
    private static String explain(Exception problem) {
        return switch (problem) {
            case AccessDeniedException denied -> denied.getFile() + ": permission denied.";
            case NoSuchFileException missing -> missing.getFile() + ": no such file or folder.";
            case FileSystemException other -> other.getFile() + ": " + other.getReason() + ".";
            default -> String.valueOf(problem.getMessage());
        };
    }
}
