using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.FirstWork;
using Spectre.Console;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tests.FirstWork;

public sealed class ProgressBoardTests
{
    [Fact]
    public async Task Live_EventsOutOfOrder_ShowsTheNewestState()
    {
        using var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 80;
        ProgressBoard board = ProgressBoard.CreateLive(console);
        V1.Task pending = Task(V1.TaskStatus.Pending), running = Task(V1.TaskStatus.Running, attempts: 1), waiting = Task(V1.TaskStatus.Queued, attempts: 1);
        waiting.WaitReason = V1.WaitReason.Backoff;
        waiting.WaitUntil = Timestamp.FromDateTime(DateTime.UnixEpoch);

        await board.RunAsync([pending], () =>
        {
            board.Update(waiting, Event(4, "task.retry_scheduled"));
            board.Update(running, Event(3, "task.started"));
            return System.Threading.Tasks.Task.CompletedTask;
        });

        string last = output.ToString()[output.ToString().LastIndexOf("second-llm-task", StringComparison.Ordinal)..];
        Assert.Matches(@"second-llm-task.*queued.*backoff.*1.*task\.retry_scheduled", last);
        Assert.DoesNotContain("running", last);
    }

    static V1.Task Task(V1.TaskStatus status, int attempts = 0) => new()
    {
        Id = "a",
        Name = "second-llm-task",
        Handler = "debug.echo",
        Status = status,
        Attempts = { Enumerable.Range(1, attempts).Select(number => new V1.TaskAttempt { Number = number }) },
    };

    static V1.Event Event(int sequence, string name) => new() { Sequence = sequence, Name = name, SubjectId = "a", OccurredAt = Timestamp.FromDateTime(DateTime.UnixEpoch) };
}
