-- The decision about an approval is its signal: found by the run that it is for.
CREATE INDEX orchestration_signals_decision ON orchestrator.orchestration_signals (instance_id, created_at) WHERE name = 'decision';
