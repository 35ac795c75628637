using Mono.Cecil;

namespace Orchestrator.Architecture.Tests.Il;

/// <summary>A source-generated log message.</summary>
/// <param name="Owner">Full name of the declaring class.</param>
sealed record LogEvent(string Assembly, string Owner, string Name, int Id)
{
    public override string ToString() => $"{Id} {Owner}.{Name}";
}

/// <summary>One <c>…Log</c> class per project; event ids are never zero and never used twice.</summary>
static class LogEvents
{
    public static IReadOnlyList<LogEvent> In(IEnumerable<TypeDefinition> types) =>
    [
        .. from type in types
           from method in type.Methods
           from attribute in method.CustomAttributes
           where attribute.AttributeType.Name == "LoggerMessageAttribute"
           select new LogEvent(type.Module.Assembly.Name.Name, type.FullName, method.Name, IdOf(attribute)),
    ];

    public static IEnumerable<string> Violations(IReadOnlyList<LogEvent> events) =>
    [
        .. from log in events where log.Id <= 0 select $"{log} has no id",
        .. from log in events where !log.Owner.EndsWith("Log", StringComparison.Ordinal) select $"{log} is not in a class named …Log",
        .. from log in events group log by log.Id into same where same.Key > 0 && same.Count() > 1 select $"id used twice: {string.Join(", ", same)}",
        .. from log in events group log by (log.Owner, log.Name) into same where same.Count() > 1 select $"name used twice: {string.Join(", ", same)}",
        .. from log in events.Select(log => (log.Assembly, log.Owner)).Distinct()
           group log.Owner by log.Assembly into owners
           where owners.Count() > 1
           select $"{owners.Key} has more than one log class: {string.Join(", ", owners)}",
    ];

    static int IdOf(CustomAttribute attribute)
    {
        CustomAttributeNamedArgument named = attribute.Properties.FirstOrDefault(property => property.Name == "EventId");
        CustomAttributeArgument? positional = attribute.ConstructorArguments
            .Cast<CustomAttributeArgument?>()
            .FirstOrDefault(argument => argument!.Value.Type.FullName == "System.Int32");
        return named.Name is not null ? (int)named.Argument.Value : positional is { Value: int id } ? id : 0;
    }
}
