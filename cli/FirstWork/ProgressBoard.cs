using Orchestrator.Cli.Terminals;
using Orchestrator.Cli.Wording;
using Spectre.Console;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.FirstWork;

/// <summary>Shows how tasks go on: a table that changes in place where somebody watches, a line per event elsewhere.</summary>
internal abstract class ProgressBoard
{
    public static ProgressBoard Create(Terminal terminal) =>
        terminal.IsInteractive && terminal.Console.Profile.Capabilities.Ansi ? CreateLive(terminal.Console) : new Lines(terminal.Output);

    internal static ProgressBoard CreateLive(IAnsiConsole console) => new Live(console);

    /// <summary>Whether it shows more of a task than its events; lines are printed as events come, without a question between.</summary>
    public abstract bool ShowsState { get; }

    /// <summary>Shows the tasks while <paramref name="follow"/> runs.</summary>
    public abstract Task RunAsync(IReadOnlyList<V1.Task> tasks, Func<Task> follow);

    /// <param name="task">As it stands after the event where <see cref="ShowsState"/>; from any thread.</param>
    public abstract void Update(V1.Task task, V1.Event happened);

    sealed class Lines(TextWriter output) : ProgressBoard
    {
        readonly TextWriter _output = TextWriter.Synchronized(output);

        public override bool ShowsState => false;

        public override Task RunAsync(IReadOnlyList<V1.Task> tasks, Func<Task> follow) => follow();

        public override void Update(V1.Task task, V1.Event happened) =>
            _output.WriteLine($"{happened.OccurredAt.ToDateTimeOffset():HH:mm:ss.fff}  {task.Name,-16} {happened.Name}");
    }

    sealed class Live(IAnsiConsole console) : ProgressBoard
    {
        readonly Lock _lock = new();
        readonly Dictionary<string, int> _rows = [];
        readonly Dictionary<string, int> _sequences = [];
        readonly Table _table = CreateTable();
        LiveDisplayContext? _display;

        public override bool ShowsState => true;

        public override Task RunAsync(IReadOnlyList<V1.Task> tasks, Func<Task> follow)
        {
            foreach (V1.Task task in tasks)
            {
                _rows[task.Id] = _rows.Count;
                _table.AddRow(new Text(task.Name), Status(task), new Text(""), new Text(""), new Text(""));
            }

            return console.Live(_table).StartAsync(async display =>
            {
                _display = display;
                await follow();
            });
        }

        public override void Update(V1.Task task, V1.Event happened)
        {
            lock (_lock)
            {
                // Two answers may overtake each other on their way here.
                if (_sequences.GetValueOrDefault(task.Id) > happened.Sequence)
                    return;
                _sequences[task.Id] = happened.Sequence;
                int row = _rows[task.Id];
                _table.UpdateCell(row, 1, Status(task));
                _table.UpdateCell(row, 2, new Text(task.WaitReason == V1.WaitReason.Unspecified ? "" : WordText.Of(task.WaitReason)));
                _table.UpdateCell(row, 3, new Text(task.Attempts.Count == 0 ? "" : task.Attempts[^1].Number.ToString()));
                _table.UpdateCell(row, 4, new Text(happened.Name));
                _display?.Refresh();
            }
        }

        // Fits 80 columns without a wrapped cell: a row that grows and shrinks makes the picture jump.
        static Table CreateTable()
        {
            var table = new Table().Border(TableBorder.Rounded);
            foreach (string column in (string[])["task", "status", "waits for", "attempt", "last event"])
                table.AddColumn(column, settings => settings.NoWrap());
            return table;
        }

        static Text Status(V1.Task task) => new(WordText.Of(task.Status), task.Status switch
        {
            V1.TaskStatus.Completed or V1.TaskStatus.CompletedWithWarnings => Color.Green,
            V1.TaskStatus.Failed or V1.TaskStatus.Cancelled => Color.Red,
            V1.TaskStatus.Running => Color.Yellow,
            _ => Style.Plain,
        });
    }
}
