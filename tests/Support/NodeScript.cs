using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Orchestrator.Tests.Support;

/// <summary>Scripts of one folder with a package.json, run by Node. Packages are installed once, from the lock file.</summary>
/// <param name="folder">From the clone's root: <c>tests/Embedded/Grpc/js</c>.</param>
public sealed class NodeScript(string folder)
{
    static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);
    static readonly ConcurrentDictionary<string, Lazy<Task>> Installations = new(StringComparer.Ordinal);

    readonly string _folder = Path.Combine(CloneRoot.Path, folder);

    /// <summary>Runs a script to its end.</summary>
    /// <returns>What it printed, as JSON.</returns>
    /// <exception cref="InvalidOperationException">It failed, took over two minutes, or printed something else.</exception>
    public async Task<JsonElement> RunAsync(string script, params string[] arguments)
    {
        await using Running running = await StartAsync(script, arguments);
        return await running.ReadResultAsync();
    }

    /// <summary>Starts a script whose standard input the test writes to.</summary>
    public async Task<Running> StartAsync(string script, params string[] arguments)
    {
        await Installations.GetOrAdd(_folder, _ => new Lazy<Task>(InstallAsync)).Value;
        return new Running(Start("node", [script, .. arguments]));
    }

    async Task InstallAsync()
    {
        var installed = new FileInfo(Path.Combine(_folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(_folder, "package-lock.json")))
        {
            return;
        }

        await using var npm = new Running(Start("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]));
        await npm.ReadOutputAsync();
    }

    Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"'{program}' cannot be started: these tests need Node 20 with npm on the PATH.", e);
        }
    }

    /// <summary>A started script; ended by force when disposed before its end.</summary>
    public sealed class Running(Process process) : IAsyncDisposable
    {
        readonly Task<string> _output = process.StandardOutput.ReadToEndAsync();
        readonly Task<string> _errors = process.StandardError.ReadToEndAsync();

        public async Task WriteLineAsync(string line)
        {
            await process.StandardInput.WriteLineAsync(line);
            await process.StandardInput.FlushAsync();
        }

        /// <summary>Writes all that the script is to read.</summary>
        public async Task WriteToEndAsync(string text)
        {
            await process.StandardInput.WriteAsync(text);
            process.StandardInput.Close();
        }

        public async Task<JsonElement> ReadResultAsync()
        {
            string output = await ReadOutputAsync();
            try
            {
                return JsonDocument.Parse(output).RootElement;
            }
            catch (JsonException e)
            {
                throw new InvalidOperationException($"{Describe()} did not print JSON: '{output}'", e);
            }
        }

        /// <returns>All of standard output, once the process has ended well.</returns>
        public async Task<string> ReadOutputAsync()
        {
            using var limit = new CancellationTokenSource(TimeLimit);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException e)
            {
                process.Kill(entireProcessTree: true);
                throw new InvalidOperationException($"{Describe()} did not end in {TimeLimit}. It printed: {await _output} {await _errors}", e);
            }

            return process.ExitCode == 0
                ? await _output
                : throw new InvalidOperationException($"{Describe()} ended with {process.ExitCode}: {await _output} {await _errors}");
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        string Describe() => $"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)}";
    }
}
