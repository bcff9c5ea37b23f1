"""The kinds of entities of Amazon SageMaker (reference sagemaker.md, 1 to 3)."""

from sagescope.explore.kinds import Kinds
from sagescope.explore.sagemaker_serving import CONFIGURATION, ENDPOINT, INFERENCE_COMPONENT, MODEL, VARIANT
from sagescope.explore.sagemaker_work import (
    FEATURE_GROUP,
    NOTEBOOK,
    PIPELINE,
    PROCESSING,
    STEP,
    TRAINING,
    TRANSFORM,
)

SAGEMAKER = Kinds(
    (
        ENDPOINT,
        VARIANT,
        CONFIGURATION,
        MODEL,
        INFERENCE_COMPONENT,
        TRAINING,
        PROCESSING,
        TRANSFORM,
        PIPELINE,
        STEP,
        FEATURE_GROUP,
        NOTEBOOK,
    )
)
