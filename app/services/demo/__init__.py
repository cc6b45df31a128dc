"""示例: a township with three years of life, its people and figures invented, and the files it hands out."""

from app.services.demo.making import make_demo
from app.services.demo.samples import write_samples

__all__ = ["make_demo", "write_samples"]
