namespace Orchestrator.Database.Repositories;

/// <summary>
/// The first statement of every transaction that changes a task (docs/decisions/0007): a task's events are in the order of their
/// transactions only when each has waited for the one before it wrote anything. Rows are read by later statements, which see
/// what the lock's last holder committed.
/// </summary>
static class TaskLock
{
    /// <summary>$1 task.</summary>
    public const string Take = "SELECT orchestrator.lock_task($1)";
}
