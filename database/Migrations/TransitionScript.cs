using Orchestrator.Core.Tasks;
using Orchestrator.Core.Transitions;

namespace Orchestrator.Database.Migrations;

/// <summary>
/// Fills <c>allowed_transitions</c> from core's <see cref="AllowedTransitions"/>, so that C# and the database's guards go by one table. It
/// is part of the logic: a build brings its own rows, whatever the migrations before it wrote.
/// </summary>
static class TransitionScript
{
    public static SchemaScript Create() => new(
        "050_allowed_transitions.sql",
        $"""
        DELETE FROM orchestrator.allowed_transitions WHERE subject IN ({string.Join(", ", Subjects())});
        INSERT INTO orchestrator.allowed_transitions (subject, from_status, to_status, event_name, operator_only) VALUES
            {string.Join(",\n    ", AllowedTransitions.All.Select(Row))};
        """);

    static IEnumerable<string> Subjects() => Enum.GetValues<TransitionSubject>().Select(Literal);

    static string Row(AllowedTransition row) =>
        $"({Literal(row.Subject)}, {(row.From is { } from ? Literal(from) : "NULL")}, {Literal(row.To)}, '{row.EventName}', {(row.OperatorOnly ? "true" : "false")})";

    static string Literal(TransitionSubject subject) => $"'{SnakeCase.From(subject.ToString())}'";

    static string Literal(TaskRecordStatus status) => $"'{TaskStatusNames.Of(status)}'";
}
