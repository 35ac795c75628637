using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Orchestrator.Core.Access;
using Orchestrator.Core.Validation;

namespace Orchestrator.Gateway.Security;

/// <summary>
/// Every namespace that a request names: its field <c>namespace</c>, those of messages inside it (a batch's requests, a filter),
/// and the namespace of a template that it refers to (<c>namespace/name@version</c>). Found by the message's description, so a new
/// RPC or field is covered by its name.
/// </summary>
static class RequestNamespaces
{
    const string OwnPackage = "orchestrator.v1";
    static readonly ConcurrentDictionary<MessageDescriptor, IReadOnlyList<Step>> Plans = new();

    enum Found
    {
        Namespace,
        Template,
        Message,
    }

    /// <returns>Each as often as it is named; <see cref="ApiKey.EveryNamespace"/> when such a request cannot name any.</returns>
    public static IEnumerable<NamedNamespace> Of(IMessage request)
    {
        bool any = false;
        foreach (NamedNamespace named in Walk(request, inherited: null))
        {
            any = true;
            yield return named;
        }

        if (!any)
        {
            yield return new NamedNamespace(PlanOf(request.Descriptor).Count > 0 ? NamespaceName.Default : ApiKey.EveryNamespace);
        }
    }

    /// <param name="inherited">The namespace of the message around this one, which an empty field stands for; null: there is none.</param>
    static IEnumerable<NamedNamespace> Walk(IMessage message, string? inherited)
    {
        IReadOnlyList<Step> steps = PlanOf(message.Descriptor);
        string? own = inherited;
        foreach (Step step in steps.Where(step => step.Found == Found.Namespace))
        {
            string named = (string)step.Field.Accessor.GetValue(message);
            own = named.Length > 0 ? named : inherited ?? NamespaceName.Default;
            yield return new NamedNamespace(own);
        }

        foreach (Step step in steps)
        {
            switch (step.Found)
            {
                case Found.Template when (string)step.Field.Accessor.GetValue(message) is var reference && reference.Contains('/', StringComparison.Ordinal):
                    yield return new NamedNamespace(reference[..reference.IndexOf('/', StringComparison.Ordinal)], IsReference: true);
                    break;
                case Found.Message:
                    foreach (NamedNamespace named in MessagesIn(step.Field, message).SelectMany(inner => Walk(inner, own)))
                    {
                        yield return named;
                    }

                    break;
            }
        }
    }

    static IEnumerable<IMessage> MessagesIn(FieldDescriptor field, IMessage message) => field.Accessor.GetValue(message) switch
    {
        IMessage one => [one],
        System.Collections.IDictionary map => map.Values.OfType<IMessage>(),
        System.Collections.IEnumerable list => list.OfType<IMessage>(),
        _ => [],
    };

    static IReadOnlyList<Step> PlanOf(MessageDescriptor message) => Plans.GetOrAdd(message, static described => Plan(described, []));

    static IReadOnlyList<Step> Plan(MessageDescriptor message, HashSet<MessageDescriptor> above)
    {
        var steps = new List<Step>();
        if (!above.Add(message))
        {
            return steps;
        }

        foreach (FieldDescriptor field in message.Fields.InDeclarationOrder())
        {
            if (field is { FieldType: FieldType.String, IsRepeated: false, Name: "namespace" or "template" })
            {
                steps.Add(new Step(field, field.Name == "namespace" ? Found.Namespace : Found.Template));
            }
            else if (InnerOf(field) is { } inner && inner.File.Package == OwnPackage && Plan(inner, above).Count > 0)
            {
                steps.Add(new Step(field, Found.Message));
            }
        }

        above.Remove(message);
        return steps;
    }

    static MessageDescriptor? InnerOf(FieldDescriptor field) => field switch
    {
        { FieldType: not FieldType.Message } => null,
        { IsMap: true } => field.MessageType.FindFieldByName("value") is { FieldType: FieldType.Message } value ? value.MessageType : null,
        _ => field.MessageType,
    };

    readonly record struct Step(FieldDescriptor Field, Found Found);
}

/// <param name="IsReference">It is read from, whatever the call does: a template in it is referred to.</param>
readonly record struct NamedNamespace(string Name, bool IsReference = false);
