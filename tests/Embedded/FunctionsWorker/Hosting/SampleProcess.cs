using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Hosting;

/// <summary>The sample application as a process of its own.</summary>
sealed partial class SampleProcess : IAsyncDisposable
{
    const string Name = "Orchestrator.Embedded.FunctionsWorker.SampleApp";

    readonly Process _process;

    SampleProcess(Process process, HttpClient client, string printed) => (_process, Client, Printed) = (process, client, printed);

    public HttpClient Client { get; }

    /// <summary>What it printed until it was ready.</summary>
    public string Printed { get; }

    public static async Task<SampleProcess> StartAsync(string connectionString)
    {
        DirectoryInfo output = new(AppContext.BaseDirectory);
        string application = Path.Combine(output.Parent!.Parent!.FullName, Name, output.Name, $"{Name}.dll");
        ProcessStartInfo start = new("dotnet", [application, "--port", "0"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["ORCHESTRATOR_DB"] = connectionString, ["ORCHESTRATOR_FUNCTION_KEY"] = "sample key", ["ORCHESTRATOR_SYSTEM_KEY"] = "sys" },
        };
        Process process = Process.Start(start)!;
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
        List<string> printed = [];
        while (printed.Count == 0 || !printed[^1].Contains("Yearly", StringComparison.Ordinal))
            printed.Add(await process.StandardOutput.ReadLineAsync(deadline.Token) ?? throw new InvalidOperationException($"The sample ended: {string.Join('\n', printed)}"));
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        string text = string.Join('\n', printed);
        HttpClient client = new() { BaseAddress = new Uri(Address().Match(text).Value) };
        client.DefaultRequestHeaders.Add("x-functions-key", "sample key");
        return new(process, client, text);
    }

    /// <summary>As kill -9: nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task TerminateAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    [GeneratedRegex("http://127.0.0.1:[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
