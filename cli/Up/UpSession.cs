using Grpc.Core;
using Orchestrator.Cli.FirstWork;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Tasks;
using Orchestrator.Cli.Templates;
using Orchestrator.Cli.Terminals;
using Orchestrator.Cli.Up.CoreTools;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Up;

/// <summary>One <c>orchestrator up</c> from start to stop: database, hosts, first work, serving.</summary>
internal sealed class UpSession(Terminal terminal, TimeProvider timeProvider, UpOptions options)
{
    /// <returns>0 when stopped by Ctrl-C, or with <c>--once</c> when all of the first work completed.</returns>
    /// <exception cref="CommandFailedException">Something did not start, or a host died.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var oneSession = UpLock.Take(options.StateFolder);
        if (options.CoreTools is { } programs)
            await AzureBuild.RunAsync(programs, terminal.Say, cancellationToken);
        var database = new UpDatabase(options, terminal, timeProvider);
        try
        {
            string connectionString = await database.StartAsync(cancellationToken);
            await using var hosts = new UpHosts(options, terminal, timeProvider);
            await hosts.StartAsync(connectionString, cancellationToken);
            await PublishTemplatesAsync(hosts, cancellationToken);
            return await ServeAsync(hosts, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Say("Stopped.");
            return options.Once ? ExitCodes.Failed : ExitCodes.Success;
        }
        finally
        {
            await database.StopAsync();
        }
    }

    async Task<int> ServeAsync(UpHosts hosts, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task death = hosts.WaitForDeathAsync(ending.Token);
        try
        {
            if (options.Demo)
            {
                Task<bool> work = SendFirstWorkAsync(hosts, ending.Token);
                await await Task.WhenAny(work, death);
                if (options.Once)
                    return await work ? ExitCodes.Success : ExitCodes.Failed;
            }

            terminal.Say("Serving until Ctrl-C.");
            await death;
            return ExitCodes.Failed;
        }
        finally
        {
            await ending.CancelAsync();
        }
    }

    async Task PublishTemplatesAsync(UpHosts hosts, CancellationToken cancellationToken)
    {
        using var client = new GatewayClient(hosts.Gateway);
        try
        {
            await ShippedTemplates.PublishAsync(client, terminal, cancellationToken);
        }
        catch (RpcException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(error.Message, error, cancellationToken);
        }
        catch (RpcException error)
        {
            throw new CommandFailedException(
                $"The templates could not be published: {GatewayError.From(error).Describe(hosts.Gateway)}\nThe gateway's log is in {options.LogFolder}.", error);
        }
    }

    async Task<bool> SendFirstWorkAsync(UpHosts hosts, CancellationToken cancellationToken)
    {
        using var client = new GatewayClient(hosts.Gateway);
        try
        {
            var demonstration = new Demonstration(client, new TaskWatcher(timeProvider), ProgressBoard.Create(terminal), timeProvider);
            IReadOnlyList<V1.Task> ended = await demonstration.RunAsync(cancellationToken);
            new DemonstrationReport(terminal, options, hosts.Gateway, hosts.GatewayHttpTwo, hosts.Functions).Write(ended);
            return ended.All(task => task.Status == V1.TaskStatus.Completed);
        }
        catch (RpcException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(error.Message, error, cancellationToken);
        }
        catch (RpcException error)
        {
            throw new CommandFailedException(
                $"The first work failed: {GatewayError.From(error).Describe(hosts.Gateway)}\nThe gateway's log is in {options.LogFolder}.", error);
        }
    }
}
