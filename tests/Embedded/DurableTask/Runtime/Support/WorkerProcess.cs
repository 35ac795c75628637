using System.Diagnostics;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

/// <summary>A worker in a process of its own, on the same database; killed, never stopped.</summary>
internal sealed class WorkerProcess : IDisposable
{
    readonly Process _process;

    WorkerProcess(Process process) => _process = process;

    public static async Task<WorkerProcess> StartAsync(string connectionString, double leaseSeconds)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(WorkerProcess).Assembly.Location, connectionString, $"{leaseSeconds}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        Process process = Process.Start(start)!;
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)));
        return new WorkerProcess(process);
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
