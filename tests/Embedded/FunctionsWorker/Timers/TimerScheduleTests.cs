using Microsoft.Azure.Functions.Worker.Timers;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Timers;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("*/5 * * * * *", "2026-03-01T10:00:03Z", "2026-03-01T10:00:05Z")]
    [InlineData("0 */5 * * * *", "2026-03-01T10:00:00Z", "2026-03-01T10:05:00Z")]
    [InlineData("0 30 9 * * 1-5", "2026-02-27T09:30:00Z", "2026-03-02T09:30:00Z")]
    [InlineData("*/15 * * * *", "2026-03-01T10:01:00Z", "2026-03-01T10:15:00Z")]
    [InlineData("00:00:10", "2026-03-01T10:00:03Z", "2026-03-01T10:00:13Z")]
    public void NextAfter_Schedule_IsStrictlyLater(string schedule, string after, string expected)
        => Assert.Equal(Time(expected), TimerSchedule.Parse(schedule).NextAfter(Time(after)));

    [Fact]
    public void NextAfter_NoSuchDay_IsNull()
        => Assert.Null(TimerSchedule.Parse("0 0 0 30 2 *").NextAfter(Time("2026-03-01T10:00:00Z")));

    [Theory]
    [InlineData("")]
    [InlineData("* * *")]
    [InlineData("61 * * * * *")]
    [InlineData("-00:00:10")]
    [InlineData("every minute please, at the start")]
    public void Parse_NotASchedule_SaysSo(string schedule)
        => Assert.Contains($"'{schedule}' is n", Assert.Throws<FormatException>(() => TimerSchedule.Parse(schedule)).Message);

    static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text);
}
