-- Refills that a patient asks for are tasks of their own kind, so that the refill queue can show them.
ALTER TABLE task ADD COLUMN kind TEXT NOT NULL DEFAULT 'task';
CREATE INDEX task_open_refills ON task (authored_at) WHERE status = 'requested' AND kind = 'refill';
