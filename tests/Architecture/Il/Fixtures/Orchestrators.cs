#pragma warning disable CA1822, CA5394, MA0032, MA0038, MA0040, MA0041, MA0042, MA0045, MA0166, S1144, CA2000, RS0030
namespace Orchestrator.Architecture.Tests.Il.Fixtures.Orchestrators;

/// <summary>The rule knows the trigger by its name, as the packages spell it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
sealed class OrchestrationTriggerAttribute : Attribute;

interface IPort
{
    Task<string> LoadAsync();
}

sealed class FilePort : IPort
{
    public async Task<string> LoadAsync() => await File.ReadAllTextAsync("prices.json");
}

/// <summary>Each orchestrator breaks the rule once, in its own way; the method's name says what it uses.</summary>
sealed class Impure(IPort port)
{
    public DateTime DateTime_get_UtcNow([OrchestrationTrigger] object context) => DateTime.UtcNow;

    public async Task<DateTimeOffset> DateTimeOffset_get_UtcNow([OrchestrationTrigger] object context)
    {
        await Task.Yield();
        return DateTimeOffset.UtcNow;
    }

    public Guid Guid_NewGuid([OrchestrationTrigger] object context) => Draw();

    public Func<Guid> Guid_CreateVersion7([OrchestrationTrigger] object context) => () => Guid.CreateVersion7();

    public async Task Task_Delay([OrchestrationTrigger] object context)
    {
        await PauseAsync();

        static async Task PauseAsync() => await Task.Delay(1);
    }

    public Task Task_Run([OrchestrationTrigger] object context) => Task.Run(() => { });

    public void Thread_Start([OrchestrationTrigger] object context) => new Thread(() => { }).Start();

    public long Stopwatch_GetTimestamp([OrchestrationTrigger] object context) => System.Diagnostics.Stopwatch.GetTimestamp();

    public int Random_Next([OrchestrationTrigger] object context) => Random.Shared.Next();

    public string? Environment_GetEnvironmentVariable([OrchestrationTrigger] object context) => Environment.GetEnvironmentVariable("MODEL");

    public IEnumerable<string> File_ReadAllLines([OrchestrationTrigger] object context)
    {
        foreach (string line in Lines())
        {
            yield return line;
        }
    }

    public async Task<string> HttpClient_GetStringAsync([OrchestrationTrigger] object context)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri("http://localhost"));
    }

    public async Task Task_ConfigureAwait([OrchestrationTrigger] object context) => await Task.CompletedTask.ConfigureAwait(false);

    public Task<string> File_ReadAllTextAsync([OrchestrationTrigger] object context) => port.LoadAsync();

    public DateTimeOffset TimeProvider_GetUtcNow([OrchestrationTrigger] object context) => TimeProvider.System.GetUtcNow();

    public CancellationToken CancellationTokenSource_ctor([OrchestrationTrigger] object context) => new CancellationTokenSource(TimeSpan.FromSeconds(1)).Token;

    static Guid Draw() => Guid.NewGuid();

    static IEnumerable<string> Lines()
    {
        yield return File.ReadAllLines("list.txt")[0];
    }
}

/// <summary>Decides only; an activity beside it may do what it may not.</summary>
sealed class Pure
{
    public async Task<int> DecideAsync([OrchestrationTrigger] object context)
    {
        await Task.WhenAll(Task.CompletedTask, Task.CompletedTask);
        return Steps(3).Sum() + context.ToString()!.Length;
    }

    public DateTime Activity() => DateTime.UtcNow;

    static IEnumerable<int> Steps(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return i;
        }
    }
}
