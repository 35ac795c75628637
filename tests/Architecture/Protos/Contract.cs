using System.Globalization;
using Google.Protobuf.Reflection;

namespace Orchestrator.Architecture.Tests.Protos;

/// <summary>
/// The wire contract as text, one fact a line: <c>key = value</c>, where the key names a message, field, enum value or call and
/// the value is everything that old clients depend on.
/// </summary>
static class Contract
{
    /// <returns>Lines in ordinal order.</returns>
    public static IReadOnlyList<string> Describe(IEnumerable<FileDescriptor> files) =>
    [
        .. files.SelectMany(file => (IEnumerable<string>)
        [
            .. file.MessageTypes.SelectMany(Messages),
            .. file.EnumTypes.SelectMany(Enums),
            .. file.Services.SelectMany(Calls),
        ]).Order(StringComparer.Ordinal),
    ];

    static IEnumerable<string> Messages(MessageDescriptor message)
    {
        if (message.GetOptions()?.MapEntry == true)
        {
            yield break;
        }

        yield return $"message {message.FullName} =";
        foreach (FieldDescriptor field in message.Fields.InFieldNumberOrder())
        {
            yield return $"field {field.FullName} = {FieldOf(field)}";
        }

        foreach (string nested in message.NestedTypes.SelectMany(Messages).Concat(message.EnumTypes.SelectMany(Enums)))
        {
            yield return nested;
        }
    }

    static string FieldOf(FieldDescriptor field)
    {
        string label = field.IsMap ? "" : field.IsRepeated ? "repeated " : field is { HasPresence: true, ContainingOneof.IsSynthetic: true } ? "optional " : "";
        string oneof = field.RealContainingOneof is { } group ? $" oneof {group.Name}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{field.FieldNumber} {label}{TypeOf(field)} json {field.JsonName}{oneof}");
    }

    static string TypeOf(FieldDescriptor field) => field switch
    {
        { IsMap: true } => $"map<{TypeOf(field.MessageType.Fields[1])}, {TypeOf(field.MessageType.Fields[2])}>",
        { FieldType: FieldType.Message or FieldType.Group } => field.MessageType.FullName,
        { FieldType: FieldType.Enum } => field.EnumType.FullName,
        _ => field.FieldType.ToString().ToLowerInvariant(),
    };

    static IEnumerable<string> Enums(EnumDescriptor type)
    {
        yield return $"enum {type.FullName} =";
        foreach (EnumValueDescriptor value in type.Values)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"value {type.FullName}.{value.Name} = {value.Number}");
        }
    }

    static IEnumerable<string> Calls(ServiceDescriptor service) => service.Methods.Select(call =>
        $"rpc {call.FullName} = ({Stream(call.IsClientStreaming)}{call.InputType.FullName}) returns ({Stream(call.IsServerStreaming)}{call.OutputType.FullName})");

    static string Stream(bool streams) => streams ? "stream " : "";
}
