"use strict";
/* Draws the page's charts from the data beside them. Values reach a chart as text on a canvas, never as markup. */
(function () {
  const places = Array.from(document.querySelectorAll("[data-chart]"));
  const charts = new Map();

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const colour = {};
    for (const name of ["paper", "ink", "quiet", "line", "raw", "centred", "aligned", "null", "low", "zero", "high", "step"]) {
      colour[name] = style.getPropertyValue("--" + name).trim();
    }
    return colour;
  }

  function common(colour) {
    return {
      animation: false,
      backgroundColor: "transparent",
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour.ink },
      tooltip: { renderMode: "richText", confine: true, backgroundColor: colour.paper, borderColor: colour.line,
        textStyle: { color: colour.ink, fontSize: 13 } }
    };
  }

  function axis(colour, more) {
    return Object.assign({
      nameLocation: "middle", nameTextStyle: { color: colour.quiet }, axisLabel: { color: colour.quiet },
      axisLine: { show: true, lineStyle: { color: colour.line } }, axisTick: { show: false },
      splitLine: { lineStyle: { color: colour.line, opacity: 0.5 } }
    }, more);
  }

  function legend(colour, names) {
    return { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: { color: colour.ink }, data: names };
  }

  /* Columns that the longest of these names takes before an axis. */
  function room(names) {
    const context = document.createElement("canvas").getContext("2d");
    context.font = "12px " + getComputedStyle(document.body).fontFamily;
    return 16 + Math.ceil(Math.max.apply(null, names.map(function (name) { return context.measureText(name).width; })));
  }

  /* A choice of what a chart shows; the browser's own control, for the keyboard. */
  function choice(place, text, names, draw) {
    const controls = document.getElementById(place.id + "-controls");
    if (names.length < 2) {
      return;
    }
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.id = place.id + "-choice";
    label.htmlFor = select.id;
    label.textContent = text;
    names.forEach(function (name, i) {
      const option = document.createElement("option");
      option.value = String(i);
      option.textContent = name;
      select.append(option);
    });
    select.addEventListener("change", function () {
      place.dataset.chosen = select.value;
      draw();
    });
    controls.append(label, select);
  }

  function chosen(place) {
    return Number(place.dataset.chosen || 0);
  }

  function percent(share) {
    return (100 * share).toFixed(1) + " %";
  }

  const kinds = {
    heat: {
      choices: function (data) { return [data.choose, data.grids.map(function (grid) { return grid.name; })]; },
      option: function (data, colour, place) {
        const grid = data.grids[chosen(place)];
        const columns = grid.suspect.length;
        const cells = [];
        grid.cells.forEach(function (cell, i) {
          if (cell !== null) {
            cells.push([i % columns, Math.floor(i / columns), cell / 1000]);
          }
        });
        const shares = grid.low === 0;
        const few = cells.length <= 150;
        return Object.assign(common(colour), {
          grid: { left: 64, right: 90, top: 12, bottom: 44 },
          xAxis: axis(colour, { type: "category", data: grid.suspect.map(String), name: data.suspect, nameGap: 28,
            splitLine: { show: false } }),
          yAxis: axis(colour, { type: "category", data: grid.base.map(String), inverse: true, name: data.base, nameGap: 40,
            splitLine: { show: false } }),
          visualMap: { min: grid.low, max: 1, calculable: false, orient: "vertical", right: 0, top: 12, itemHeight: 220,
            precision: 2, text: ["1", String(grid.low)], textStyle: { color: colour.quiet },
            inRange: { color: shares ? [colour.zero, colour.step, colour.high] : [colour.low, colour.zero, colour.high] } },
          tooltip: Object.assign(common(colour).tooltip, { formatter: function (cell) {
            return grid.base[cell.value[1]] + " → " + grid.suspect[cell.value[0]] + ": " + cell.value[2].toFixed(3);
          } }),
          series: [{ type: "heatmap", data: cells, progressive: 0,
            label: { show: few, fontSize: 11, formatter: function (cell) { return cell.value[2].toFixed(2); } },
            itemStyle: { borderColor: colour.paper, borderWidth: cells.length <= 2500 ? 1 : 0 } }]
        });
      }
    },

    kinds: {
      option: function (data, colour) {
        const names = data.kinds.map(function (kind) { return kind.name; });
        const lowest = Math.min.apply(null, data.kinds.flatMap(function (kind) {
          return [kind.raw, kind.centred, kind.aligned].concat(kind.rawNull, kind.centredNull)
            .filter(function (number) { return number !== null; });
        }));
        function range(name, member, offset, shade) {
          return { name: name, type: "custom", silent: true, itemStyle: { color: shade, opacity: 0.8 },
            data: data.kinds.map(function (kind, i) { return kind[member].length ? [kind[member][0], kind[member][1], i] : null; })
              .filter(Boolean),
            encode: { x: [0, 1], y: 2 },
            renderItem: function (params, api) {
              const from = api.coord([api.value(0), api.value(2)]);
              const to = api.coord([api.value(1), api.value(2)]);
              const height = api.size([0, 1])[1];
              return { type: "rect", shape: { x: from[0], y: from[1] + offset * height, width: Math.max(2, to[0] - from[0]),
                height: 0.2 * height }, style: { fill: shade, opacity: 0.8 } };
            } };
        }
        function marks(name, member, offset, shade, symbol) {
          return { name: name, type: "scatter", symbol: symbol, symbolSize: 12, symbolOffset: [0, offset],
            itemStyle: { color: shade },
            data: data.kinds.map(function (kind, i) { return kind[member] === null ? null : [kind[member], i]; })
              .filter(Boolean) };
        }
        return Object.assign(common(colour), {
          legend: legend(colour, [data.raw, data.centred, data.aligned, data["null"]]),
          grid: { left: room(names), right: 24, top: 36, bottom: 28 },
          xAxis: axis(colour, { type: "value", min: lowest < -0.48 ? -1 : -0.5, max: 1 }),
          yAxis: axis(colour, { type: "category", data: names, inverse: true, axisLabel: { color: colour.ink } }),
          tooltip: Object.assign(common(colour).tooltip, { formatter: function (mark) {
            return names[mark.value[1]] + ", " + mark.seriesName + ": " + mark.value[0].toFixed(4);
          } }),
          series: [
            range(data["null"], "rawNull", -0.3, colour["null"]), range(data["null"], "centredNull", 0.05, colour["null"]),
            marks(data.raw, "raw", -7, colour.raw, "diamond"), marks(data.centred, "centred", 5, colour.centred, "circle"),
            marks(data.aligned, "aligned", 5, colour.aligned, "triangle")
          ]
        });
      }
    },

    course: {
      choices: function (data) { return [data.choose, data.kinds.map(function (kind) { return kind.name; })]; },
      option: function (data, colour, place) {
        const kind = data.kinds[chosen(place)];
        const band = kind.centredNull.length
          ? { silent: true, itemStyle: { color: colour["null"], opacity: 0.35 },
              data: [[{ yAxis: kind.centredNull[0] }, { yAxis: kind.centredNull[1] }]] }
          : undefined;
        function line(name, member, shade, more) {
          return Object.assign({ name: name, type: "line", data: kind[member], symbol: "circle",
            symbolSize: kind.layers.length > 60 ? 3 : 6, lineStyle: { color: shade, width: 2 }, itemStyle: { color: shade } },
            more);
        }
        return Object.assign(common(colour), {
          legend: legend(colour, [data.raw, data.centred, data["null"]]),
          grid: { left: 48, right: 24, top: 36, bottom: 44 },
          xAxis: axis(colour, { type: "category", data: kind.layers.map(String), name: data.layer, nameGap: 28 }),
          yAxis: axis(colour, { type: "value", min: -1, max: 1 }),
          tooltip: Object.assign(common(colour).tooltip, { trigger: "axis" }),
          series: [
            line(data.raw, "raw", colour.raw, { lineStyle: { color: colour.raw, width: 2, type: "dashed" } }),
            line(data.centred, "centred", colour.centred, { markArea: band }),
            { name: data["null"], type: "bar", data: [], itemStyle: { color: colour["null"] } }
          ]
        });
      }
    },

    units: {
      choices: function (data) { return [data.choose, data.tests.map(function (test) { return test.name; })]; },
      option: function (data, colour, place) {
        const test = data.tests[chosen(place)];
        function shares(counts) {
          const all = counts.reduce(function (sum, count) { return sum + count; }, 0);
          return counts.map(function (count) { return all ? 100 * count / all : 0; });
        }
        return Object.assign(common(colour), {
          legend: legend(colour, [data.best, data.others]),
          grid: { left: 56, right: 24, top: 36, bottom: 44 },
          xAxis: axis(colour, { type: "category", data: data.bins, name: data.share, nameGap: 28 }),
          yAxis: axis(colour, { type: "value", min: 0, max: 100, name: data.pairs, nameGap: 36 }),
          tooltip: Object.assign(common(colour).tooltip, { trigger: "axis",
            valueFormatter: function (share) { return share.toFixed(1) + " %"; } }),
          series: [
            { name: data.others, type: "bar", data: shares(test.others), itemStyle: { color: colour["null"] },
              markLine: { silent: true, symbol: "none", lineStyle: { color: colour.quiet, type: "dashed" },
                label: { formatter: data.threshold, color: colour.quiet, position: "insideEndTop" },
                data: [{ xAxis: Math.round(data.limit * data.bins.length) }] } },
            { name: data.best, type: "bar", data: shares(test.best), itemStyle: { color: colour.high } }
          ]
        });
      }
    },

    points: {
      option: function (data, colour) {
        const shades = [colour.centred, colour.raw, colour.aligned, colour.quiet];
        const symbols = ["circle", "diamond", "triangle", "rect"];
        return Object.assign(common(colour), {
          legend: legend(colour, data.models.map(function (model) { return model.name; })),
          grid: { left: 48, right: 24, top: 36, bottom: 28 },
          xAxis: axis(colour, { type: "value", scale: true }),
          yAxis: axis(colour, { type: "value", scale: true }),
          tooltip: Object.assign(common(colour).tooltip, { formatter: function (mark) {
            return mark.seriesName + ", " + data.layer + " " + mark.value[2];
          } }),
          series: data.models.map(function (model, i) {
            return { name: model.name, type: "scatter", symbol: symbols[i % 4], symbolSize: 11,
              itemStyle: { color: shades[i % 4], opacity: 0.8 },
              label: { show: model.layers.length <= 40, formatter: function (mark) { return String(mark.value[2]); },
                position: "right", color: colour.quiet, fontSize: 11 },
              data: model.layers.map(function (layer, j) { return [model.x[j], model.y[j], layer]; }) };
          })
        });
      }
    },

    scripts: {
      option: function (data, colour) {
        function bars(name, values, shade) {
          return { name: name, type: "bar", stack: "tokens", data: values, itemStyle: { color: shade }, barMaxWidth: 22 };
        }
        return Object.assign(common(colour), {
          legend: legend(colour, [data.onlybase, data.common, data.onlysuspect]),
          grid: { left: room(data.scripts), right: 32, top: 36, bottom: 28 },
          xAxis: axis(colour, { type: "value" }),
          yAxis: axis(colour, { type: "category", data: data.scripts, inverse: true, axisLabel: { color: colour.ink } }),
          tooltip: Object.assign(common(colour).tooltip, { trigger: "axis", axisPointer: { type: "shadow" } }),
          series: [bars(data.common, data.both, colour.aligned), bars(data.onlybase, data.a, colour.centred),
            bars(data.onlysuspect, data.b, colour.raw)]
        });
      }
    }
  };

  function draw(place) {
    const kind = kinds[place.dataset.chart];
    const data = charts.get(place).data;
    let chart = charts.get(place).chart;
    if (!chart) {
      chart = echarts.init(place, null, { renderer: "canvas", devicePixelRatio: Math.max(2, window.devicePixelRatio || 1) });
      charts.get(place).chart = chart;
    }
    chart.setOption(kind.option(data, colours(), place), true);
  }

  document.documentElement.classList.add("drawn");
  places.forEach(function (place) {
    const data = JSON.parse(document.getElementById(place.id + "-data").textContent);
    charts.set(place, { data: data, chart: null });
    const kind = kinds[place.dataset.chart];
    if (kind.choices) {
      const choices = kind.choices(data);
      choice(place, choices[0], choices[1], function () { draw(place); });
    }
    /* Where there is a chart its table is for whoever asks; without a script it stands open. */
    place.closest("figure").querySelector("details.as-table").open = false;
  });

  function drawAll() {
    places.forEach(draw);
  }

  drawAll();
  document.documentElement.dataset.charts = String(places.length);

  window.addEventListener("resize", function () {
    charts.forEach(function (entry) { entry.chart.resize(); });
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  /* Paper: everything open, light colours, and charts as wide as the smaller of A4 and Letter. */
  const paper = 680;
  let opened = [];
  function fit(width) {
    charts.forEach(function (entry, place) {
      place.style.width = width ? width + "px" : "";
      entry.chart.resize();
    });
  }
  window.addEventListener("beforeprint", function () {
    document.documentElement.classList.add("printing");
    opened = Array.from(document.querySelectorAll("main details:not([open])"));
    opened.forEach(function (details) { details.open = true; });
    fit(paper);
    drawAll();
  });
  window.addEventListener("afterprint", function () {
    document.documentElement.classList.remove("printing");
    opened.forEach(function (details) { details.open = false; });
    fit(0);
    drawAll();
  });
})();
