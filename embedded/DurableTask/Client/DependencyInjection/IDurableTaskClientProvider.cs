namespace Microsoft.DurableTask.Client;

public interface IDurableTaskClientProvider
{
    /// <param name="name">With case; null: the unnamed client.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such client.</exception>
    DurableTaskClient GetClient(string? name = null);
}
