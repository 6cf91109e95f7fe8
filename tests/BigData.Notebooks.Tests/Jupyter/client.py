"""Talks to the kernel as Jupyter does (jupyter_client): every request must be answered. Prints one line for each thing that was shown to hold."""
import ctypes
import os
import signal
import subprocess
import sys

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

TIMEOUT = 120
PR_SET_CHILD_SUBREAPER = 36


def start(kernels, folder):
    specs = KernelSpecManager(kernel_dirs=[kernels])
    manager = KernelManager(kernel_name="bigdata-csharp", kernel_spec_manager=specs)
    manager.start_kernel(cwd=folder)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=TIMEOUT)
    return manager, client


def run(client, code, **options):
    """Executes a cell; gives its reply and all that was published for it, busy first and idle last."""
    request = client.execute(code, **options)
    return finish(client, request)


def finish(client, request):
    reply = wait_reply(client.get_shell_msg, request)
    outputs = []
    while True:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") != request:
            continue
        outputs.append(message)
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return reply, outputs


def wait_reply(get, request):
    while True:
        message = get(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") == request:
            return message["content"]


def text(outputs, kind="execute_result"):
    return "".join(m["content"]["data"]["text/plain"] for m in outputs if m["msg_type"] == kind)


def check(condition, what, seen=None):
    if not condition:
        print(f"FAILED: {what}: {seen!r}")
        sys.exit(1)
    print(f"ok: {what}")


def protocol(kernels, folder):
    manager, client = start(kernels, folder)
    try:
        info = wait_reply(client.get_shell_msg, client.kernel_info())
        check(info["language_info"]["name"] == "C#" and info["protocol_version"].startswith("5."), "kernel_info", info)

        reply, outputs = run(client, "var customers = 40 + 2;\ncustomers")
        kinds = [m["msg_type"] for m in outputs]
        check(reply["status"] == "ok" and text(outputs) == "42", "a cell has a result", outputs)
        check(kinds == ["status", "execute_input", "execute_result", "status"], "busy, input, result, idle", kinds)
        reply, outputs = run(client, "Console.WriteLine(\"to out\"); Console.Error.WriteLine(\"to err\"); await Task.Delay(1); customers + 1",
                             user_expressions={"twice": "customers * 2", "wrong": "nothing"})
        streams = {m["content"]["name"]: m["content"]["text"] for m in outputs if m["msg_type"] == "stream"}
        check(streams == {"stdout": "to out\n", "stderr": "to err\n"} and text(outputs) == "43", "streams, await, state", outputs)
        expressions = reply["user_expressions"]
        check(expressions["twice"]["data"]["text/plain"] == "84" and expressions["wrong"]["status"] == "error", "user expressions", expressions)

        reply, outputs = run(client, "int a = 1;\nint b = missing;")
        error = [m["content"] for m in outputs if m["msg_type"] == "error"]
        check(reply["status"] == "error" and "(2,9): error CS0103" in error[0]["evalue"], "an error has line and column", outputs)
        reply, outputs = run(client, "%%sql\nSELECT 1 AS one")
        check("<table>" in [m for m in outputs if m["msg_type"] == "execute_result"][0]["content"]["data"]["text/html"], "sql is a table", outputs)

        reply, outputs = run(client, "1", silent=True)
        check(reply["status"] == "ok" and "execute_result" not in [m["msg_type"] for m in outputs], "a silent cell is silent", outputs)

        complete = wait_reply(client.get_shell_msg, client.complete("var x = 1;\ncustom", len("var x = 1;\ncustom")))
        check("customers" in complete["matches"] and complete["cursor_start"] == 11, "completion of a variable of an earlier cell", complete)
        inspect = wait_reply(client.get_shell_msg, client.inspect("customers", 3))
        check(inspect["found"] and "int" in inspect["data"]["text/plain"], "inspection", inspect)
        states = [wait_reply(client.get_shell_msg, client.is_complete(code))["status"] for code in ("1 + 1", "if (true) {", "int = ;")]
        check(states == ["complete", "incomplete", "invalid"], "is_complete", states)
        history = wait_reply(client.get_shell_msg, client.history(hist_access_type="tail", n=2))["history"]
        check(history[-1][2] == "%%sql\nSELECT 1 AS one", "history", history)
        check(wait_reply(client.get_shell_msg, client.comm_info())["comms"] == {}, "comm_info")

        message = client.session.msg("no_such_request", {})
        client.shell_channel.send(message)
        check(wait_reply(client.get_shell_msg, message["header"]["msg_id"])["status"] == "error", "an unknown request is answered")
        broken = client.session.msg("complete_request", {"code": 5, "cursor_pos": "x"})
        client.shell_channel.send(broken)
        check("status" in wait_reply(client.get_shell_msg, broken["header"]["msg_id"]), "a request of wrong types is answered")
        forged = client.session.clone()
        forged.key = b"another key"
        forged.send(client.shell_channel.socket, "execute_request", {"code": "customers = 0;"})
        check(text(run(client, "customers")[1]) == "42", "a message with a wrong signature is not obeyed")

        first = client.execute("throw new System.InvalidOperationException(\"planned\");")
        second = client.execute("customers = 7;")
        replies = {}
        while len(replies) < 2:
            answer = client.get_shell_msg(timeout=TIMEOUT)
            if answer["parent_header"]["msg_id"] in (first, second):
                replies[answer["parent_header"]["msg_id"]] = answer["content"]["status"]
        check(replies == {first: "error", second: "aborted"}, "cells after a failed one are not run", replies)

        interrupt(client, manager, "spark.Range(3_000_000_000L).CrossJoin(spark.Range(1_000L).WithColumnRenamed(\"id\", \"other\")).Agg(Sum(Col(\"id\") * Col(\"other\"))).Collect()", "a query")
        interrupt(client, manager, "Console.WriteLine(\"begun\"); while (true) { Console.Write(\".\"); }", "a loop that writes")
        check(text(run(client, "customers")[1]) == "42", "the kernel goes on after an interrupt")
    finally:
        end(manager, client)


def interrupt(client, manager, code, what):
    request = client.execute("Console.WriteLine(\"running\");\n" + code)
    while True:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") == request and message["msg_type"] == "stream":
            break
    manager.interrupt_kernel()
    reply, outputs = finish(client, request)
    check(reply["status"] == "error" and reply["ename"] == "Interrupted" and "goes on" not in reply["evalue"], f"interrupt of {what}", reply)


def end(manager, client):
    process = manager.provisioner.process
    client.shutdown()
    reply = client.get_control_msg(timeout=TIMEOUT)
    check(reply["msg_type"] == "shutdown_reply", "shutdown is answered")
    process.wait(timeout=TIMEOUT)
    client.stop_channels()
    manager.cleanup_resources()
    check(process.returncode == 0, "the process ends by itself", process.returncode)


def crash(kernels, folder):
    """A cell that ends the process: nothing stays behind, and the client learns it."""
    manager, client = start(kernels, folder)
    process = manager.provisioner.process
    client.execute("Environment.FailFast(\"planned\");")
    process.wait(timeout=TIMEOUT)
    check(not manager.is_alive(), "a crashed kernel is dead")
    client.stop_channels()
    manager.cleanup_resources()


def orphan(kernels, folder):
    """Kills a client in the middle of a cell that never ends; its kernel becomes a child of this process, which sees it end."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    busy = subprocess.Popen([sys.executable, __file__, "busy", kernels, folder], stdout=subprocess.PIPE, text=True)
    kernel = int(busy.stdout.readline())
    busy.kill()
    busy.wait()
    ended, _ = os.waitpid(kernel, 0)
    check(ended == kernel, "a kernel whose client was killed ends")


def busy(kernels, folder):
    """Prints the kernel's process id in the middle of a cell that never ends, and waits to be killed."""
    manager, client = start(kernels, folder)
    request = client.execute("Console.WriteLine(\"busy\"); while (true) { }")
    while True:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") == request and message["msg_type"] == "stream":
            break
    print(manager.provisioner.pid, flush=True)
    signal.pause()


if __name__ == "__main__":
    {"protocol": protocol, "crash": crash, "orphan": orphan, "busy": busy}[sys.argv[1]](sys.argv[2], sys.argv[3])
