"""What editors' commands do to files: ``new`` begins them, ``import`` drafts them, ``fmt`` tidies them.

Nothing here overwrites what somebody wrote, and nothing is written that was not read back and
checked first.
"""
