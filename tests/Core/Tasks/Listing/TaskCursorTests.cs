using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;

namespace Orchestrator.Core.Tests.Tasks.Listing;

public sealed class TaskCursorTests
{
    static readonly TaskFilter Filter = new("default", [], "", new Dictionary<string, string>(), "", "", null, null);
    static readonly TaskCursor Cursor = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234560), 7, Guid.CreateVersion7());

    [Fact]
    public void Token_OfTheSameFilter_ComesBack()
    {
        Assert.True(TaskCursor.TryReadToken(Cursor.ToToken(Filter.Fingerprint()), Filter.Fingerprint(), out TaskCursor? read));
        Assert.Equal(Cursor, read);
    }

    [Fact]
    public void Token_OfStatusesInAnotherOrder_IsTheSameList()
    {
        TaskFilter one = Filter with { Statuses = [TaskRecordStatus.Failed, TaskRecordStatus.Queued] };
        TaskFilter other = Filter with { Statuses = [TaskRecordStatus.Queued, TaskRecordStatus.Failed, TaskRecordStatus.Queued] };
        Assert.Equal(one.Fingerprint(), other.Fingerprint());
    }

    public static TheoryData<string> BadTokens => new(
        "", "x", new string('A', 54), new string('A', 59), Cursor.ToToken((Filter with { Handler = "sum" }).Fingerprint()), Cursor.ToToken(Filter.Fingerprint()) + "A",
        Cursor.ToToken(Filter.Fingerprint())[..^1] + "!");

    [Theory]
    [MemberData(nameof(BadTokens))]
    public void Token_ForeignOrBroken_IsRefused(string token) =>
        Assert.False(TaskCursor.TryReadToken(token, Filter.Fingerprint(), out _));
}
