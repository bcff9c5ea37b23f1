"""The log metric rules of SageMaker's training jobs, by framework.

(Reference sagemaker.md, 2.2, and the lines of sagemaker-log-samples.jsonl.) They are installed at the first start, and
can be read, tried and changed like any other. In all of them tabs are tabs, whatever CloudWatch makes of them.
"""

from collections.abc import Mapping
from typing import Any

_NUMBER = r"[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|nan|NaN|inf|Infinity)"
_VALUE = rf"(?P<value>{_NUMBER})"
_SETS = "train|training|val|valid|validation|test|eval"
_KINDS = "loss|accuracy|acc|f1|auc|rmse|mae|mse|perplexity|logloss"

RULES: Mapping[str, Mapping[str, Any]] = {
    # [76]	train-logloss:0.35695	validation-logloss:0.41460
    "XGBoost": {
        "contains": "]\t",
        "line": r"^\[(?P<step>\d+)\]\t",
        "pattern": rf"\t(?P<metric>[A-Za-z0-9_]+-[A-Za-z0-9_@.-]+):{_VALUE}",
    },
    # [10]	training's binary_logloss: 0.54	valid_0's auc: 0.91
    "LightGBM": {
        "contains": "'s ",
        "line": r"^\[(?P<step>\d+)\]\s",
        "pattern": rf"(?P<set>[\w-]+)'s (?P<metric>[\w@.-]+): {_VALUE}",
        "metric": "{set}-{metric}",
    },
    # [LightGBM] [Info] Iteration:10, training auc : 0.91
    "LightGBM command line": {
        "contains": "Iteration:",
        "line": r"Iteration:\s*(?P<step>\d+), ",
        "pattern": rf"Iteration:\s*\d+, (?P<set>\S+) (?P<metric>\S+) : {_VALUE}",
        "metric": "{set}-{metric}",
    },
    # {'loss': 0.4, 'learning_rate': 2.9e-07, 'epoch': 1.0}
    "Hugging Face Trainer": {
        "contains": "{'",
        "line": r"^\{'(?:loss|eval_|train_|grad_norm|learning_rate)"
        rf"(?:.*'epoch': '?(?P<epoch>{_NUMBER}))?",
        "pattern": rf"'(?P<metric>[\w/.@-]+)': '?{_VALUE}",
        "ignore": ["epoch", "step"],
    },
    # epoch 2: {'accuracy': 0.75, 'f1': 0.838}
    "Hugging Face evaluation by epoch": {
        "contains": ": {'",
        "line": r"^epoch (?P<epoch>\d+): \{'",
        "pattern": rf"'(?P<metric>[\w/.@-]+)': '?{_VALUE}",
        "ignore": ["epoch", "step"],
    },
    # {"loss": 0.4, "epoch": 1}
    "JSON lines": {
        "contains": '{"',
        "line": r'^\{\s*"(?:loss|eval_|train_|val_|epoch|step)'
        rf'(?:.*"epoch": ?(?P<epoch>{_NUMBER}))?',
        "pattern": rf'"(?P<metric>[\w/.@-]+)": ?{_VALUE}',
        "ignore": ["epoch", "step"],
    },
    # Train Epoch: 1 [6400/30000 (21%)] Loss: 2.075230
    "PyTorch example": {
        "contains": "Train Epoch: ",
        "line": r"Train Epoch: (?P<epoch>\d+) \[(?P<step>\d+)/",
        "pattern": rf"Loss: {_VALUE}",
        "metric": "train-loss",
    },
    # Test set: Average loss: 0.0558, Accuracy: 9819/10000 (98%)
    "PyTorch example, test loss": {
        "contains": "Average loss: ",
        "pattern": rf"Average loss: {_VALUE}",
        "metric": "test-loss",
    },
    "PyTorch example, test accuracy": {
        "contains": "Accuracy: ",
        "pattern": rf"Accuracy: \d+/\d+ \((?P<value>{_NUMBER})%\)",
        "metric": "test-accuracy-percent",
    },
    # 845/845 - 264s - loss: 0.5694 - accuracy: 0.7042 - val_loss: 0.3484
    "Keras": {
        "contains": " - ",
        "lacks": "ETA:",
        "line": r"^\s*(?P<done>\d+)/(?P<total>\d+) ",
        "pattern": rf" - (?P<metric>[A-Za-z]\w*): {_VALUE}",
        "ignore": ["batch", "size"],
    },
    # Epoch 3: 100%|██████| 100/100 [00:12<00:00, 8.2it/s, v_num=0, train_loss=0.25]
    "Lightning": {
        "contains": "Epoch ",
        "line": r"^Epoch (?P<epoch>\d+):.*\| (?P<done>\d+)/(?P<total>\d+) \[",
        "pattern": rf", (?P<metric>[A-Za-z][\w/.-]*)={_VALUE}",
        "ignore": ["v_num"],
    },
    # #quality_metric: host=algo-1, epoch=0, batch=0 train rmse <loss>=72.2
    "Built-in algorithms, quality": {
        "contains": "#quality_metric:",
        "line": r"#quality_metric: host=(?P<algo_name>[^,]+)(?:, epoch=(?P<epoch>\d+))?(?:, batch=(?P<step>\d+))?",
        "pattern": rf"[ ,](?P<metric>[A-Za-z][\w .@-]*?) <(?:score|loss)>={_VALUE}",
    },
    # #throughput_metric: host=algo-1, train throughput=1088.7 records/second
    "Built-in algorithms, throughput": {
        "contains": "#throughput_metric:",
        "line": r"#throughput_metric: host=(?P<algo_name>[^,]+)",
        "pattern": rf", (?P<metric>[A-Za-z][\w .-]*)={_VALUE} (?P<unit>\S+)",
    },
    # #metrics {"Dimensions": {"epoch": 3, …}, "Metrics": {"train_objective": {"sum": 1.2, "count": 1, …}}}
    "Built-in algorithms, JSON": {
        "contains": "#metrics {",
        "line": r'#metrics \{(?:.*"Dimensions": \{[^}]*"epoch": "?(?P<epoch>\d+))?',
        "pattern": rf'"(?P<metric>[\w@-]+)": \{{"sum": (?P<sum>{_NUMBER}), "count": (?P<count>{_NUMBER}),',
    },
    # Epoch[0] Batch [5]	Speed: 1709.57 samples/sec	loss=12.422527
    "Built-in algorithms, by batch": {
        "contains": "Epoch[",
        "line": r"Epoch\[(?P<epoch>\d+)\](?: Batch ?\[(?P<step>\d+)\])?",
        "pattern": rf"[\t ](?P<metric>[A-Za-z][\w-]*)={_VALUE}",
        "ignore": ["cost"],
    },
    # Final loss: 10.457619190216064 (occurred at epoch 9)
    "Built-in algorithms, final loss": {
        "contains": "Final loss: ",
        "pattern": rf"Final loss: {_VALUE} \(occurred at epoch (?P<epoch>\d+)\)",
        "metric": "final-loss",
    },
    # validation loss: 0.31, accuracy=0.9
    "Plain names of metrics": {
        "lacks": "ETA:",
        "line": r"(?i)^(?:.*?\bepoch[ :=\[]*(?P<epoch>\d+))?(?:.*?\bstep[ :=\[]*(?P<step>\d+))?",
        "pattern": rf"(?i)(?:^|[\s,;|(])(?P<metric>(?:(?:{_SETS})[_ -]?)?(?:{_KINDS}))\s*[:=]\s*{_VALUE}",
        "otherwise": True,
    },
}
"""Fields of a rule (`model/log_metric_rule`) by its name."""
