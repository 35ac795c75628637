using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Orchestrator.Gateway.Tests.Security;

/// <summary>
/// Ways from a request to each of its fields that can name a namespace, at any depth. Found apart from the gateway's own search, to be
/// held against it.
/// </summary>
static class NamespaceFields
{
    const int DeepestMessage = 6;

    public static IEnumerable<string> PathsOf(MessageDescriptor message) =>
        Walk(message, "", 0).Where(path => path.Split('.')[^1] is var name && (name.Contains("namespace", StringComparison.Ordinal) || name == "template"));

    /// <summary>Sets the field at the end of the way; every message on the way is made, lists with one element.</summary>
    public static void Set(IMessage message, string path, string value)
    {
        string[] parts = path.Split('.', 2);
        FieldDescriptor field = message.Descriptor.FindFieldByName(parts[0]);
        if (parts.Length == 1)
        {
            field.Accessor.SetValue(message, value);
            return;
        }

        IMessage inner = field.MessageType.Parser.ParseFrom([]);
        Set(inner, parts[1], value);
        if (field.IsRepeated)
        {
            ((IList)field.Accessor.GetValue(message)).Add(inner);
        }
        else
        {
            field.Accessor.SetValue(message, inner);
        }
    }

    static IEnumerable<string> Walk(MessageDescriptor message, string before, int depth)
    {
        if (depth > DeepestMessage || !message.FullName.StartsWith("orchestrator.", StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (FieldDescriptor field in message.Fields.InDeclarationOrder())
        {
            string path = before.Length == 0 ? field.Name : $"{before}.{field.Name}";
            if (field.FieldType == FieldType.String)
            {
                yield return path;
            }
            else if (field is { FieldType: FieldType.Message, IsMap: false })
            {
                foreach (string inner in Walk(field.MessageType, path, depth + 1))
                {
                    yield return inner;
                }
            }
        }
    }
}
