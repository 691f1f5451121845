"""A corpus looked over before it is built: what its articles lack, what repeats, what is not understood, and which rules find nothing."""

from __future__ import annotations

from builder.doctor.checkup import Checkup, check_up, check_up_all
from builder.doctor.report import Report, report_of

__all__ = ["Checkup", "Report", "check_up", "check_up_all", "report_of"]
