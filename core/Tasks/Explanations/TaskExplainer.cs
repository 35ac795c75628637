using System.Globalization;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Core.Tasks.Explanations;

/// <summary>Puts a task's situation into one sentence, says whose turn it is and what would move it.</summary>
public static class TaskExplainer
{
    const int NamedTasks = 5;
    const int MaxMessage = 300;

    public static TaskExplanation Explain(TaskSituation task)
    {
        (Turn turn, string summary, string[] steps) =
            task.Status.IsEnd ? Ended(task) : task.WaitReason is { } reason ? Waiting(task, reason) : AtWork(task);
        return new TaskExplanation(task, summary, turn, steps);
    }

    static (Turn Turn, string Summary, string[] Steps) Ended(TaskSituation task)
    {
        var commands = new TaskCommands(task.Namespace);
        string why = task.LastReason is { } reason ? $": {reason}" : "";
        return task.Status switch
        {
            Failed => (Turn.Operator, $"It failed{At(task)}{Error(task)}.", [commands.Retry(task.TaskId), commands.Get(task.TaskId)]),
            Cancelled => (Turn.Nobody, $"It was cancelled by {task.LastActor}{why}.", []),
            Skipped => (Turn.Nobody, $"It was skipped by {task.LastActor}{why}.", []),
            ResolvedManually => (Turn.Nobody, $"It had failed and was resolved by {task.LastActor}{why}.", []),
            CompletedWithWarnings => (Turn.Nobody, $"It has completed{At(task)}, with warnings.", []),
            _ => (Turn.Nobody, $"It has completed{At(task)}.", []),
        };
    }

    static (Turn Turn, string Summary, string[] Steps) AtWork(TaskSituation task) => task switch
    {
        { IsModelAsked: true } => (Turn.ModelProvider, $"Attempt {task.Attempt} has called the model and waits for its answer.", []),
        { SubChain: { } chain } => (Turn.Worker, $"Its sub-chain {chain.ChainId} is {TaskStatusNames.Of(chain.Status)}.", []),
        { Items: { } items } => (
            Turn.Worker,
            string.Create(CultureInfo.InvariantCulture, $"{items.Ended} of its {items.Total} items have ended, {items.Failed} of them failed."),
            []),
        _ => (Turn.Worker, $"It runs{At(task)}{(task.WorkerId is { } worker ? $" on worker {worker}" : "")}.", []),
    };

    static (Turn Turn, string Summary, string[] Steps) Waiting(TaskSituation task, WaitReason reason)
    {
        var commands = new TaskCommands(task.Namespace);
        string until = task.Until is { } time ? $" until {time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}" : "";
        return reason switch
        {
            WaitReason.Dependency => Depending(task, commands),
            WaitReason.ExecuteAfter when task.Status == Running => (Turn.Clock, $"It sleeps{until}.", []),
            WaitReason.ExecuteAfter => (Turn.Clock, $"It was created for later and waits{until}.", []),
            WaitReason.Backoff => (Turn.Clock, $"Attempt {task.Attempt} failed{Error(task)}; the next one waits{until}.", []),
            WaitReason.Rate => (Turn.ModelProvider, $"It waits{until} for the model's rate limit to have room for a request.", []),
            WaitReason.Tokens => (Turn.ModelProvider, $"It waits{until} for the model's token limit to have room.", []),
            WaitReason.Budget => (Turn.Operator, $"The namespace's budget is used up; it waits{until} for a new period or a higher limit.", []),
            WaitReason.Concurrency => Crowded(task, until),
            WaitReason.Approval => (Turn.Approver, $"It waits{until} for somebody's decision.", [commands.Approve(task.TaskId), commands.Reject(task.TaskId)]),
            WaitReason.Suspended => Suspended(task, commands),
            _ => Unstarted(task),
        };
    }

    static (Turn Turn, string Summary, string[] Steps) Depending(TaskSituation task, TaskCommands commands) => task switch
    {
        { WaitsFor: [] } => (Turn.Worker, "Its parents have ended; its chain's run has yet to judge the conditions of their edges.", []),
        { IsBlocked: true } => (
            Turn.Operator,
            $"It can never begin as things are: {Named(task.WaitsFor)}.",
            [.. task.WaitsFor.Where(t => t.Status == Failed).Take(NamedTasks).Select(t => commands.Retry(t.TaskId))]),
        _ => (
            Turn.Parent,
            $"It waits for {Count(task.WaitsFor, "parent")}: {Named(task.WaitsFor)}.",
            [.. task.WaitsFor.Take(NamedTasks).Select(t => commands.Explain(t.TaskId))]),
    };

    static (Turn Turn, string Summary, string[] Steps) Suspended(TaskSituation task, TaskCommands commands)
    {
        if (task.Suspension is not { } suspension)
        {
            return (Turn.Operator, "It is suspended until somebody resumes it.", []);
        }

        string by = suspension.Actor is { } actor ? $" by {actor}" : "";
        string why = suspension.Reason is { } reason ? $": {reason}" : "";
        return (
            Turn.Operator,
            $"It may begin, but chain {suspension.ChainId} is suspended{by}{why}.",
            [commands.Resume(suspension.ChainId)]);
    }

    static (Turn Turn, string Summary, string[] Steps) Crowded(TaskSituation task, string until) => task switch
    {
        { MapTaskId: not null } => (Turn.Worker, "It is an item of a map that runs only so many items at once, and waits for its turn.", []),
        { ChainMaxParallel: { } most, Status: Pending } => (
            Turn.Worker, $"It may begin, but its chain runs at most {most} tasks at once: {Named(task.WaitsFor)}.", []),
        _ => (Turn.Worker, $"It waits{until} for a free slot among the tasks of its kind.", []),
    };

    static (Turn Turn, string Summary, string[] Steps) Unstarted(TaskSituation task) => task switch
    {
        { Status: Pending, ChainId: not null } => (Turn.Worker, "Its parents allow it to begin; its chain's run has yet to start it.", [TaskCommands.StartHosts]),
        { Status: Pending } => (Turn.Worker, "It is stored; no function host has taken its start yet.", [TaskCommands.StartHosts]),
        _ => (Turn.Worker, "Its run is started; no worker has begun the next attempt yet.", [TaskCommands.StartHosts]),
    };

    static string At(TaskSituation task) => task.Attempt == 0 ? "" : $" at attempt {task.Attempt}";

    static string Error(TaskSituation task)
    {
        string message = task.ErrorMessage is { Length: > MaxMessage } longer ? $"{longer[..MaxMessage]}…" : task.ErrorMessage ?? "";
        string text = string.Join(": ", new[] { task.ErrorType ?? "", message }.Where(part => part.Length > 0));
        return text.Length == 0 ? "" : $" ({text})";
    }

    static string Count(IReadOnlyList<TaskReference> tasks, string noun) => tasks.Count == 1 ? $"a {noun}" : $"{tasks.Count} {noun}s";

    static string Named(IReadOnlyList<TaskReference> tasks)
    {
        string named = string.Join(", ", tasks.Take(NamedTasks).Select(t => $"{t.Label} is {TaskStatusNames.Of(t.Status)}"));
        return tasks.Count > NamedTasks ? $"{named} and {tasks.Count - NamedTasks} more" : named;
    }
}
