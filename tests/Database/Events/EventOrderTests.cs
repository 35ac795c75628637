using Orchestrator.Core.Llm;
using Orchestrator.Database.Repositories.Llm;
using Orchestrator.Database.Tests.Repositories.Execution;

namespace Orchestrator.Database.Tests.Events;

public sealed class EventOrderTests(ExecutionDatabase database) : IClassFixture<ExecutionDatabase>
{
    const int Writers = 16;
    const int CallsEach = 20;
    static readonly LlmRequest Request = new("openai", "gpt", "system", "prompt", 0.5, 100);

    [Fact]
    public async Task Events_OfOneTaskWithManyWriters_HaveTheSameOrderByNumberAndByPosition()
    {
        Guid task = await database.InsertTaskAsync();
        var store = new LlmCallStore(database.DataSource, database.Notifier);

        // Each writes to another table first, then the event: the order of the events must not be that of these first writes.
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (int call = 1; call <= CallsEach; call++)
            {
                int attempt = (writer * CallsEach) + call;
                await store.IntendAsync(task, attempt, Request, $"w{writer}", TimeSpan.FromMinutes(1), CancellationToken.None);
            }
        }));

        Assert.Equal(
            Enumerable.Range(1, (Writers * CallsEach) + 1),
            await database.DataSource.ListAsync<int>(
                "SELECT seq FROM orchestrator.lifecycle_events WHERE subject_id = $1 ORDER BY tx, id", task));
    }
}
