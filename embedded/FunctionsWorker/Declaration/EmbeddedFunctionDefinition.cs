using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Declaration;

sealed class EmbeddedFunctionDefinition(string name, MethodInfo method) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
    [
        .. method.GetParameters().Select(parameter => new FunctionParameter(
            parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue, parameter.HasDefaultValue ? parameter.DefaultValue : null)),
    ];

    public override string PathToAssembly { get; } = method.Module.Assembly.Location;

    public override string EntryPoint { get; } = $"{method.DeclaringType!.FullName}.{method.Name}";

    public override string Id { get; } = name;

    public override string Name { get; } = name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } = method.GetParameters()
        .Select(parameter => (parameter, binding: parameter.GetCustomAttribute<BindingAttribute>()))
        .Where(pair => pair.binding is not null)
        .ToImmutableDictionary(pair => pair.parameter.Name!, BindingMetadata (pair) => new Input(pair.parameter.Name!, TypeOf(pair.binding!)));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    /// <summary>As <c>function.json</c> writes it: <c>HttpTriggerAttribute</c> is <c>httpTrigger</c>.</summary>
    static string TypeOf(BindingAttribute binding)
    {
        string type = binding.GetType().Name;
        return $"{char.ToLowerInvariant(type[0])}{type[1..^nameof(Attribute).Length]}";
    }

    sealed class Input(string name, string type) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => BindingDirection.In;
    }
}
