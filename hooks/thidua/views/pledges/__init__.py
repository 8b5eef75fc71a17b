"""Pages of pledges: register, texts, results, comparisons."""
