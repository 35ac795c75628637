namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>Does what a flow says.</summary>
internal sealed class FlowOrchestrator : TaskOrchestrator<FlowState, string>
{
    public const string Name = "Flow";
    public const string ActivityName = "Work";

    public override async Task<string> RunAsync(TaskOrchestrationContext context, FlowState input)
    {
        var run = new Run(context, input);
        string text = input.Text;
        foreach (Step step in input.Flow.Steps) text += await run.DoAsync(step);
        text += ";";
        if (input.Round + 1 < input.Flow.Rounds)
        {
            context.ContinueAsNew(input with { Round = input.Round + 1, Text = text, Seen = [.. run.Seen.Order(StringComparer.Ordinal)] });
            return "";
        }

        return input.Flow.FailsAtEnd ? throw new InvalidOperationException(text) : text;
    }

    /// <summary>An event's payload is its name and how often it was tried: <c>e3.0#2</c>.</summary>
    public static string EventOf(string payload) => payload[..payload.IndexOf('#', StringComparison.Ordinal)];

    sealed class Run(TaskOrchestrationContext context, FlowState input)
    {
        public HashSet<string> Seen { get; } = [.. input.Seen];

        public async Task<string> DoAsync(Step step)
        {
            switch (step.Kind)
            {
                case StepKind.Activity:
                    return await TryAsync(step.Key, () => context.CallActivityAsync<string>(ActivityName, step, new TaskOptions(RetryOf(step))));
                case StepKind.All:
                    return $"({string.Concat(await Task.WhenAll(step.Steps!.Select(DoAsync)))})";
                case StepKind.Any:
                    Task<string>[] tasks = [.. step.Steps!.Select(DoAsync)];
                    await Task.WhenAny(tasks);
                    return $"({string.Concat(await Task.WhenAll(tasks))})";
                case StepKind.Race:
                    return await RaceAsync(step);
                case StepKind.Timer:
                    await context.CreateTimer(TimeSpan.FromSeconds(step.Seconds), CancellationToken.None);
                    return "t ";
                case StepKind.Child:
                    var options = new SubOrchestrationOptions(RetryOf(step), step.HasFixedId ? step.Child!.Id : null);
                    var start = new FlowState(step.Child!, 0, "", []);
                    return await TryAsync(step.Child!.Id, async () => $"[{await context.CallSubOrchestratorAsync<string>(Name, start, options)}]");
                case StepKind.Wait:
                    return await WaitAsync(step);
                case StepKind.TimeOut:
                    return await TimeOutAsync(step);
                case StepKind.Send:
                    // A fresh number in each sending: the receiver may count.
                    context.SendEvent(step.Target!, step.Key, $"{step.Key}.0#{context.NewGuid():N}");
                    return "s ";
                case StepKind.Status:
                    context.SetCustomStatus(Model.StatusText(step, input.Round));
                    return "";
                default:
                    return await context.WaitForExternalEvent<string>("never");
            }
        }

        async Task<string> RaceAsync(Step step)
        {
            using var leaving = new CancellationTokenSource();
            Task timer = context.CreateTimer(TimeSpan.FromDays(1), leaving.Token);
            Task<string> work = context.CallActivityAsync<string>(ActivityName, step);
            if (await Task.WhenAny(timer, work) == timer) return "too late ";
#pragma warning disable MA0042 // An orchestrator awaits nothing but its context's tasks.
            leaving.Cancel();
#pragma warning restore MA0042
            return await work + " ";
        }

        async Task<string> WaitAsync(Step step)
        {
            List<string> wanted = [.. Model.EventsOf(step, input.Round)];
            while (!wanted.TrueForAll(Seen.Contains)) Seen.Add(EventOf(await context.WaitForExternalEvent<string>(step.Key)));
            return $"{{{string.Join(' ', wanted)}}}";
        }

        async Task<string> TimeOutAsync(Step step)
        {
            try
            {
                return await context.WaitForExternalEvent<string>("never-" + step.Key, TimeSpan.FromSeconds(step.Seconds));
            }
            catch (OperationCanceledException)
            {
                return "late ";
            }
        }

        static async Task<string> TryAsync(string name, Func<Task<string>> call)
        {
            try
            {
                string result = await call();
                return result[0] == '[' ? result : result + " ";
            }
            catch (TaskFailedException e) when (e.FailureDetails.ErrorType == typeof(InvalidOperationException).FullName)
            {
                return Model.Failure(name);
            }
        }

        static TaskRetryOptions? RetryOf(Step step)
        {
            if (step.Attempts == 1) return null;
            return step.ByHandler
                ? TaskRetryOptions.FromRetryHandler((RetryContext retry) => retry.LastAttemptNumber < step.Attempts)
                : new RetryPolicy(step.Attempts, TimeSpan.FromSeconds(1), backoffCoefficient: 1.5);
        }
    }
}
