"""Pledges: articles, targets with parsed values, typed comparison."""
