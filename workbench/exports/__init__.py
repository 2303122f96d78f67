"""What leaves the workbench: the JSON document of a check, HTML report, CSV and ClaimReview JSON-LD."""
