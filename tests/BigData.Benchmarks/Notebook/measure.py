"""What a person at a notebook waits for, measured by Jupyter's own client: measure.py KERNELS FOLDER [ROUNDS].

KERNELS is the folder that has bigdata-csharp (notebook install --prefix DIR: DIR/share/jupyter/kernels), FOLDER one with a lakehouse. Prints Markdown.
"""
import os
import statistics
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "BigData.Notebooks.Tests", "Jupyter"))
import client as jupyter

LATER_CELLS = 20
COMPLETIONS = ("t.Sel", 't.Filter(Col("re', 'spark.Table("gold.', "Console.Wri", 't.GroupBy("segment").A')
CHART = 't.GroupBy("segment").Agg(Count("customer_id").As("n")).BarChart("segment", "n")'
LIMITS = {
    "kernel ready": 2, "first cell, which counts a table": 3, "later cell": 0.2, "first completion": None, "later completion": 0.5,
    "five rows of a table": None, "a chart of an aggregate": None,
}


def seconds(work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def complete(kernel, code):
    return lambda: jupyter.wait_reply(kernel.get_shell_msg, kernel.complete(code, len(code)))


def measure(kernels, folder):
    begin = time.perf_counter()
    manager, kernel = jupyter.start(kernels, folder)
    found = {"kernel ready": [time.perf_counter() - begin]}
    found["first cell, which counts a table"] = [seconds(lambda: jupyter.run(kernel, 'var t = spark.Table("gold.customer_rfm"); t.Count()'))]
    found["later cell"] = [seconds(lambda: jupyter.run(kernel, f"var x{i} = {i} + 1; x{i}")) for i in range(LATER_CELLS)]
    found["first completion"] = [seconds(complete(kernel, "t.Gro"))]
    found["later completion"] = [seconds(complete(kernel, code)) for code in COMPLETIONS]
    found["five rows of a table"] = [seconds(lambda: jupyter.run(kernel, "t.Limit(5)"))]
    found["a chart of an aggregate"] = [seconds(lambda: jupyter.run(kernel, CHART))]
    jupyter.end(manager, kernel)
    return found


def main(kernels, folder, rounds):
    jupyter.check = lambda condition, what, seen=None: condition or sys.exit(f"FAILED: {what}: {seen!r}")
    measured = [measure(kernels, folder) for _ in range(rounds)]
    print("| what a person waits for | minimum / median / maximum, seconds | limit |")
    print("|---|---|---|")
    for name, limit in LIMITS.items():
        values = [value for one in measured for value in one[name]]
        print(f"| {name} | {min(values):.2f} / {statistics.median(values):.2f} / {max(values):.2f} | {limit or ''} |")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 5)
