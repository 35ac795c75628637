using System.Collections.Concurrent;
using System.Diagnostics;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

/// <summary>A worker in a process of its own, on the same database; paused or killed, never stopped unless asked to.</summary>
internal sealed class WorkerProcess : IDisposable
{
    readonly Process _process;
    readonly ConcurrentQueue<string> _lines = new();

    WorkerProcess(Process process) => _process = process;

    /// <summary>What it has logged: event id, level, text and the error's type and message.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <param name="name">By which it owns partitions, or null for any.</param>
    public static async Task<WorkerProcess> StartAsync(string connectionString, double leaseSeconds, string? name = null)
    {
        string[] arguments = [typeof(WorkerProcess).Assembly.Location, connectionString, $"{leaseSeconds}", .. name is null ? [] : new[] { name }];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        Process process = Process.Start(start)!;
        var worker = new WorkerProcess(process);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data == "ready") ready.TrySetResult();
            else if (line.Data is { } text) worker._lines.Enqueue(text);
        };
        process.BeginOutputReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return worker;
    }

    public int Count(int eventId) => _lines.Count(line => line.StartsWith($"{eventId} ", StringComparison.Ordinal));

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGSTOP: not an instruction more, but connections stay open.</summary>
    public Task PauseAsync() => Signal.SendAsync("STOP", _process.Id);

    public Task ContinueAsync() => Signal.SendAsync("CONT", _process.Id);

    /// <summary>Ends it as a host does.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
