using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

sealed class DefaultDurableTaskClientProvider(IEnumerable<ClientContainer> clients) : IDurableTaskClientProvider
{
    public DurableTaskClient GetClient(string? name = null)
    {
        name ??= Options.DefaultName;
        return clients.FirstOrDefault(container => container.Client.Name == name)?.Client
            ?? throw new ArgumentOutOfRangeException(
                nameof(name), name, $"There is no such client, only: {string.Join(", ", clients.Select(container => $"\"{container.Client.Name}\""))}.");
    }
}

/// <summary>Holds a client for the services, which may then register one of several directly.</summary>
sealed class ClientContainer(DurableTaskClient client) : IAsyncDisposable
{
    public DurableTaskClient Client { get; } = client;

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
