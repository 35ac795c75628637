using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Orchestrator.Bench.DurableTask.Parts;

/// <summary><c>parts</c>: micro-benchmarks of what a turn is made of, without a database.</summary>
internal static class PartsCommand
{
    public static Command Create()
    {
        var filter = new Option<string>("--filter") { Description = "Which benchmarks, as Class.Method with wildcards.", DefaultValueFactory = _ => "*" };
        var command = new Command("parts", "Micro-benchmarks (BenchmarkDotNet): history codec, replay, turn, commit batch.") { filter };
        command.SetAction(result =>
        {
            IConfig config = DefaultConfig.Instance
                .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
                .AddDiagnoser(MemoryDiagnoser.Default)
                .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "orchestrator-bench"));
            BenchmarkSwitcher.FromAssembly(typeof(PartsCommand).Assembly).Run(["--filter", result.GetValue(filter)!], config);
            return 0;
        });
        return command;
    }
}
