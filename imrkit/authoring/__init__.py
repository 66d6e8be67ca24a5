"""What authors of rules and cases get: schemas for their editors, skeletons of cases."""
