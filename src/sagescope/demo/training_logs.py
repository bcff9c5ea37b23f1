"""What training jobs print, by framework: start, a loss curve that goes down, and the end.

Formats: sagemaker.md 2.2. `#011` and its like are control characters as CloudWatch shows them.
"""

import json

from sagescope.demo import stamps
from sagescope.demo.tape import Tape

ROUNDS = 200
"""Boosting rounds of an XGBoost job."""


def xgboost(tape: Tape) -> None:
    """Built-in XGBoost: a line a round with the log loss of training and validation data."""
    at = tape.at(0)
    head = f"[{stamps.spaced(at).replace(' ', ':')}:INFO]"
    for text in (
        "INFO:sagemaker-containers:Imported framework sagemaker_xgboost_container.training",
        "INFO:sagemaker-containers:Failed to parse hyperparameter objective value binary:logistic to Json.",
        f"{head} Running standalone xgboost training.",
        f"{head} File size need to be processed in the node: 41.7mb. "
        "Available memory size in the node: 8506.4mb",
        f"[{stamps.spaced(at)[11:]}] 35000x99 matrix with 3465000 entries loaded from "
        "/opt/ml/input/data/train?format=csv&label_column=0&delimiter=,",
    ):
        tape.write(at, text)
    for n in range(ROUNDS):
        share = n / ROUNDS
        train = tape.falling(0.6731, 0.2480, share, 0.004)
        validation = tape.falling(0.6745, 0.3310, share, 0.008)
        tape.write(
            tape.at(0.05 + 0.9 * share),
            f"[{n}]#011train-logloss:{train:.5f}#011validation-logloss:{validation:.5f}",
        )
    at = tape.at(0.99)
    stamp = stamps.spaced(at).replace(" ", ":")
    tape.write(at, f"[{stamp}:INFO] Saving model to /opt/ml/model/xgboost-model")


def linear_learner(tape: Tape) -> None:
    """A built-in algorithm: `#metrics` JSON, `#quality_metric` and `#throughput_metric` lines an epoch."""
    thread = tape.rng.randrange(139_000_000_000_000, 141_000_000_000_000)

    def say(share: float, text: str, level: str = "INFO") -> None:
        at = tape.at(share)
        tape.write(at, f"[{stamps.american(at)} {level} {thread}] {text}")

    say(
        0,
        "Reading default configuration from /opt/amazon/lib/python3.8/site-packages/algorithm/resources/"
        "default-input.json",
    )
    say(0.01, "nvidia-smi: failed to run (127): b'/bin/sh: nvidia-smi: command not found'/", "ERROR")
    say(0.02, "Create Store: local")
    epochs = 15
    for epoch in range(epochs):
        share = 0.05 + 0.88 * epoch / epochs
        loss = tape.falling(0.912, 0.214, epoch / epochs)
        took = tape.rng.uniform(2500, 4200)
        at = tape.at(share)
        metrics = {
            "StartTime": at / 1000 - took / 1000,
            "EndTime": at / 1000,
            "Dimensions": {
                "Algorithm": "Linear Learner",
                "Host": "algo-1",
                "Operation": "training",
                "epoch": str(epoch),
            },
            "Metrics": {
                "train_binary_classification_cross_entropy_objective": {
                    "sum": loss,
                    "count": 1,
                    "min": loss,
                    "max": loss,
                }
            },
        }
        tape.write(at, "#metrics " + json.dumps(metrics))
        say(
            share,
            f"#quality_metric: host=algo-1, epoch={epoch}, "
            f"train binary_classification_cross_entropy_objective <loss>={loss!r}",
        )
        say(
            share,
            f"#quality_metric: host=algo-1, epoch={epoch}, validation "
            f"binary_classification_cross_entropy_objective <loss>={loss * 1.06!r}",
        )
        say(
            share,
            f"#throughput_metric: host=algo-1, train throughput="
            f"{tape.rng.uniform(41000, 47000)!r} records/second",
        )
    say(0.96, "#quality_metric: host=algo-1, test binary_f_1.000 <score>=nan")
    say(0.97, f"#quality_metric: host=algo-1, test accuracy <score>={tape.rng.uniform(0.90, 0.93)!r}")
    say(1, "Test data was provided for evaluation; saving the model.")


def hugging_face(tape: Tape) -> None:
    """A Hugging Face Trainer script: Python dicts, tqdm bars, evaluations."""
    _start(tape)
    epochs, steps = 3, 96
    for step in range(1, epochs * steps + 1):
        done = step / (epochs * steps)
        share = 0.06 + 0.88 * done
        loss = tape.falling(2.31, 0.118, done, 0.06)
        at = tape.at(share)
        tape.write(
            at,
            f"{{'loss': {loss:.4f}, 'grad_norm': {tape.rng.uniform(0.4, 3.1):.6f}, "
            f"'learning_rate': {5e-5 * (1 - done)!r}, 'epoch': {step / steps:.2f}}}",
        )
        if step % 12 == 0:
            filled = int(done * 10)
            tape.write(
                at,
                f"#015 {done:4.0%}|{'█' * filled}{' ' * (10 - filled)}| {step * 25}/"
                f"{epochs * steps * 25} [{int(done * 36):02d}:12<{int((1 - done) * 36):02d}:40, "
                f"{tape.rng.uniform(3.1, 3.6):.2f}it/s]#033[A",
            )
        if step % steps == 0:
            tape.write(
                at,
                f"{{'eval_loss': {loss * 1.12!r}, 'eval_accuracy': {0.98 - loss * 0.2!r}, "
                f"'eval_f1': {0.975 - loss * 0.2!r}, 'eval_runtime': 10.88, "
                f"'eval_samples_per_second': 180.3, 'epoch': {step / steps:.1f}}}",
            )
            tape.write(at, f"{stamps.spaced(at)} - Save model to /opt/ml/checkpoints/checkpoint-{step * 25}")
    tape.write(tape.at(0.96), "{'train_runtime': 2211.0795, 'train_samples_per_second': 40.71, 'epoch': 3.0}")
    _success(tape)


def llm_fine_tune(tape: Tape) -> None:
    """A distributed PyTorch job of two hosts: rank prefixes; where the run fails, memory runs out."""
    _start(tape)
    hosts = len(tape.run.hosts)
    for host in range(hosts):
        for text in (
            "NCCL version 2.21.5+cuda12.4",
            "Running smdistributed.dataparallel v2.3.0",
            "SMDDP: Multi node EFA mode",
        ):
            _rank(tape, 0.05, host * 4, host, "stdout", text)
    _rank(
        tape,
        0.055,
        1,
        0,
        "stderr",
        "/opt/conda/lib/python3.11/site-packages/torch/utils/checkpoint.py:464: UserWarning: "
        "torch.utils.checkpoint: the use_reentrant parameter should be passed explicitly.\n"
        "  warnings.warn(",
    )
    total = 420
    steps = total // 2 if tape.run.failure else total
    for step in range(1, steps + 1):
        share = 0.06 + 0.86 * step / steps
        loss = tape.falling(2.74, 0.83, step / total, 0.05)
        _rank(
            tape,
            share,
            0,
            0,
            "stdout",
            f"Train Epoch: 1 [{step * 128}/{total * 128} ({step * 100 // total}%)]#011Loss: {loss:.6f}",
        )
    if tape.run.failure:
        _out_of_memory(tape)
    else:
        _rank(tape, 0.95, 0, 0, "stdout", "epoch 1: {'eval_loss': 0.861, 'perplexity': 2.365}")
        _success(tape)


def keras(tape: Tape) -> None:
    """A Keras script with a progress bar drawn by backspaces and one summary line an epoch."""
    _start(tape)
    epochs = 30
    for epoch in range(1, epochs + 1):
        done = epoch / epochs
        share = 0.06 + 0.86 * done
        loss = tape.falling(0.693, 0.211, done, 0.03)
        accuracy = 1 - loss * 0.44
        tape.write(tape.at(share - 0.02), f"Epoch {epoch}/{epochs}")
        for part in (1, 2, 3):
            drawn = part * 10
            tape.write(
                tape.at(share - 0.02 + part * 0.005),
                f"#015{part * 211:3d}/845 [{'=' * (drawn - 1)}>{'.' * (30 - drawn)}] - "
                f"ETA: {90 - drawn}s - loss: {loss * (1.04 - part * 0.01):.4f}" + "#010" * 12,
            )
        tape.write(
            tape.at(share),
            f"845/845 - {tape.rng.randrange(44, 52)}s - loss: {loss:.4f} - accuracy: {accuracy:.4f} - "
            f"val_loss: {loss * 1.09:.4f} - val_accuracy: {accuracy * 0.985:.4f}",
        )
    _success(tape)


def _start(tape: Tape) -> None:
    tape.toolkit(0, "Imported framework sagemaker_pytorch_container.training")
    tape.toolkit(0.003, "No Neurons detected (normal if no neurons installed)")
    tape.toolkit(0.006, "Invoking user script")
    tape.write(
        tape.at(0.01),
        'Training Env:#015\n{\n    "channel_input_dirs": {"train": "/opt/ml/input/data/train"},\n'
        f'    "job_name": "{tape.run.name}",\n'
        f'    "num_gpus": {tape.run.template.instance.gpus}\n}}',
    )
    tape.write(
        tape.at(0.02),
        "/opt/conda/lib/python3.11/site-packages/transformers/utils/hub.py:110: FutureWarning: Using "
        "`TRANSFORMERS_CACHE` is deprecated and will be removed in v5.\n  warnings.warn(",
    )


def _success(tape: Tape) -> None:
    tape.toolkit(0.98, "Waiting for the process to finish and give a return code.")
    tape.toolkit(0.99, "Done waiting for a return code. Received 0 from exiting process.")
    tape.toolkit(1, "Reporting training SUCCESS")


def _rank(tape: Tape, share: float, rank: int, host: int, stream: str, text: str) -> None:
    """A line as the launcher of a distributed job prefixes it."""
    tape.write(tape.at(share), f"[1,mpirank:{rank},algo-{host + 1}]<{stream}>:{text}", host)


def _out_of_memory(tape: Tape) -> None:
    """The end of a run that asked for more memory than the GPU has: a log event a line of the traceback."""
    for text in (
        "Traceback (most recent call last):",
        '  File "/opt/ml/code/train.py", line 214, in <module>',
        "    main()",
        '  File "/opt/ml/code/train.py", line 187, in main',
        "    loss.backward()",
        '  File "/opt/conda/lib/python3.11/site-packages/torch/_tensor.py", line 581, in backward',
        "    torch.autograd.backward(",
        "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.87 GiB. GPU 0 has a total capacity "
        "of 22.05 GiB of which 19.75 MiB is free. Process 1865 has 22.01 GiB memory in use. Of the allocated "
        "memory 19.41 GiB is allocated by PyTorch, and 1.93 GiB is reserved by PyTorch but unallocated.",
    ):
        _rank(tape, 0.95, 0, 0, "stderr", text)
    tape.toolkit(0.97, "Waiting for the process to finish and give a return code.")
    tape.toolkit(0.98, "Done waiting for a return code. Received 1 from exiting process.")
    tape.toolkit(0.99, "Reporting training FAILURE", "ERROR")
    tape.toolkit(0.99, "ExecuteUserScriptError:", "ERROR")
    tape.write(tape.at(0.99), "ExitCode 1")
    tape.write(
        tape.at(0.99), 'ErrorMessage "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.87 GiB"'
    )
    tape.write(
        tape.at(0.99), 'Command "/opt/conda/bin/python3.11 train.py --model mistral-7b --per-device-batch 16"'
    )
    tape.toolkit(1, "Encountered exit_code 1", "ERROR")
