#!/usr/bin/python3
"""Draws the figures of benchmarks/results as SVG: epochs.svg from what `compare --json` kept, scale.svg from the iterations of ScaleBenchmark.

    benchmarks/plots.py epochs results/epochs.json epochs.svg
    benchmarks/plots.py keep   scale-of-jmh.json … results/scale.json     only parameters and times of JMH's files
    benchmarks/plots.py scale  results/scale.json  scale.svg
"""
import json
import math
import statistics
import sys

INK, GREY, GRADUS, OTHER = "#222", "#999", "#b5442c", "#7d9bb5"
NAMES = {"gradus": "gradus", "numpy": "NumPy", "torch": "PyTorch 1.13", "sklearn": "scikit-learn", "djl": "PyTorch 2.7.1 (DJL)", "dl4j": "DL4J"}


def text(x, y, words, anchor="start", size=12, fill=INK, weight="normal"):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{fill}" font-weight="{weight}">{words}</text>'


def svg(width, height, parts, title):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" role="img" aria-label="{title}">'
            f'<rect width="{width}" height="{height}" fill="white"/>' + "\n".join(parts) + "</svg>\n")


def epochs(results):
    """A group of bars for each work, as multiples of gradus on a logarithmic axis."""
    left, top, row, width, most = 150, 40, 20, 760, 200
    x = lambda ratio: left + (width - left - 90) * math.log10(max(ratio, 1)) / math.log10(most)
    parts, y = [text(left, 22, "Time of an epoch, as a multiple of gradus (logarithmic)", weight="bold", size=14)], top
    for work, seconds in results["epochs"].items():
        parts.append(text(8, y + 14, f"{work}", weight="bold"))
        for name, value in sorted(seconds.items(), key=lambda item: item[1]):
            ratio = value / seconds["gradus"]
            color = GRADUS if name == "gradus" else OTHER
            parts.append(text(left - 8, y + 14, NAMES.get(name, name), "end"))
            parts.append(f'<rect x="{left}" y="{y + 3}" width="{x(ratio) - left + 3:.1f}" height="{row - 6}" fill="{color}"/>')
            parts.append(text(x(ratio) + 8, y + 14, f"{ratio:.1f}  ({value:.3g} s)", fill=color if name == "gradus" else INK))
            y += row
        y += 12
    return svg(width, y + 8, parts, "Time of an epoch by library")


def scale(results):
    """Time of a step over width, depth and batch, one line for each number of threads, both axes logarithmic."""
    panels = [("width", "units in each of 2 layers, batch 32", {"depth": "2", "batch": "32"}),
              ("depth", "hidden layers of 256 units, batch 32", {"width": "256", "batch": "32"}),
              ("batch", "examples in a batch, 2 layers of 256", {"width": "256", "depth": "2"})]
    times = [t for result in results for t in result["us"]]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    left, top, w, h, gap = 60, 46, 250, 300, 60
    y = lambda t: top + h * (high - math.log10(t)) / (high - low)
    parts = [text(left, 22, "A step with Adam: microseconds, both axes logarithmic", weight="bold", size=14)]
    for key, title, fixed in panels:
        lines = {}
        for result in results:
            p = result["params"]
            if all(p[name] == value for name, value in fixed.items()):
                lines.setdefault(p["threads"], {})[int(p[key])] = statistics.median(result["us"])
        values = sorted({v for line in lines.values() for v in line})
        x = lambda v: left + w * math.log2(v / values[0]) / max(1e-9, math.log2(values[-1] / values[0]))
        for power in range(low, high + 1):
            parts.append(f'<line x1="{left}" x2="{left + w}" y1="{y(10 ** power):.1f}" y2="{y(10 ** power):.1f}" stroke="#ddd"/>')
            parts.append(text(left - 6, y(10 ** power) + 4, f"{10 ** power:,}", "end", 11, GREY))
        parts += [text(x(v), top + h + 18, str(v), "middle", 11, GREY) for v in values]
        parts.append(text(left + w / 2, top + h + 38, title, "middle"))
        for color, (threads, line) in zip([OTHER, GRADUS], sorted(lines.items())):
            points = " ".join(f"{x(v):.1f},{y(t):.1f}" for v, t in sorted(line.items()))
            parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>')
            parts += [f'<circle cx="{x(v):.1f}" cy="{y(t):.1f}" r="3" fill="{color}"/>' for v, t in line.items()]
        left += w + gap
    for n, (color, words) in enumerate([(OTHER, "1 thread"), (GRADUS, "2 threads")]):
        parts.append(text(80, top + 20 + 18 * n, words, fill=color, weight="bold"))
    return svg(left, top + h + 54, parts, "Time of a step over width, depth and batch")


def keep(sources, target):
    kept = []
    for source in sources:
        with open(source) as file:
            kept += [{"params": r["params"], "us": [v for fork in r["primaryMetric"]["rawData"] for v in fork]} for r in json.load(file)]
    with open(target, "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(r) for r in kept) + "\n]\n")


def main():
    kind, *sources, target = sys.argv[1:]
    if kind == "keep":
        return keep(sources, target)
    source, = sources
    with open(source) as file:
        results = json.load(file)
    with open(target, "w") as file:
        file.write({"epochs": epochs, "scale": scale}[kind](results))


main()
