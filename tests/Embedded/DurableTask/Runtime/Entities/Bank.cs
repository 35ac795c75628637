using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Tests.Runtime.Entities;

/// <summary>Accounts, and transfers that lose money wherever a lock or an operation does not hold.</summary>
internal static class Bank
{
    public static EntityInstanceId Account(string key) => new("account", key);

    public static void Register(DurableTaskRegistry tasks)
    {
        tasks.AddEntity<AccountEntity>("account");
        tasks.AddOrchestratorFunc<Transfer, int>("Transfer", async (context, transfer) =>
        {
            EntityInstanceId from = Account(transfer.From);
            EntityInstanceId to = Account(transfer.To);
            await using IAsyncDisposable locked = await context.Entities.LockEntitiesAsync(from, to);
            int before = await context.Entities.CallEntityAsync<int>(from, "Get");
            int other = await context.Entities.CallEntityAsync<int>(to, "Get");
            // Two writes of what was read: another's write in between would be lost.
            await Task.WhenAll(
                context.Entities.CallEntityAsync(from, "Set", before - transfer.Amount),
                context.Entities.CallEntityAsync(to, "Set", other + transfer.Amount));
            return before - transfer.Amount;
        });
    }
}

public sealed record Transfer(string From, string To, int Amount);

public sealed class AccountEntity : TaskEntity<int>
{
    public void Add(int amount) => State += amount;

    public async Task AddSlowly(int amount)
    {
        await Task.Delay(5);
        State += amount;
    }

    public int Get() => State;

    public void Set(int amount) => State = amount;
}
