using Orchestrator.Cli.Tasks;
using Spectre.Console;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tests.Tasks;

public sealed class TaskOutputTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void ListTable_LongNames_HasOneLineATask(int width)
    {
        var written = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(written), Ansi = AnsiSupport.No });
        console.Profile.Width = width;
        var response = new V1.ListTasksResponse();
        for (int i = 0; i < 3; i++)
        {
            response.Tasks.Add(new V1.Task
            {
                Id = Guid.NewGuid().ToString(),
                Name = "a name that has several words in it",
                Handler = "llm.complete",
                Status = V1.TaskStatus.CompletedWithWarnings,
            });
        }

        console.Write(TaskOutput.ListTable(response, width));

        string[] lines = written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.All(response.Tasks.Zip(lines.Skip(1)), pair => Assert.StartsWith(pair.First.Id, pair.Second));
    }
}
