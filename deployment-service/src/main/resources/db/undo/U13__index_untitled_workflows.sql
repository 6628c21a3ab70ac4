DROP INDEX ix_workflow_untitled;
