"""Observations × targets -> assessments, totals and findings; pure."""
