using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Hosting;

namespace Microsoft.Azure.Functions.Worker.Web;

/// <summary>The route of each HTTP function, prefix included.</summary>
sealed class HttpRoutes
{
    readonly Dictionary<FunctionDescriptor, string> _templates = [];

    /// <exception cref="FunctionDeclarationException">A template is not valid, or two functions have the same one and a method in common.</exception>
    public HttpRoutes(FunctionCatalog catalog, HostSettings settings)
    {
        List<string> faults = [];
        Dictionary<(string Template, string Method), FunctionDescriptor> taken = [];
        foreach (FunctionDescriptor function in catalog.Of(TriggerKind.Http))
        {
            HttpTriggerAttribute trigger = (HttpTriggerAttribute)function.Trigger;
            string template = $"{settings.RoutePrefix}/{trigger.Route?.TrimStart('/') ?? function.Name}".Trim('/');
            _templates[function] = template;
            try
            {
                RoutePatternFactory.Parse(template);
            }
            catch (RoutePatternException e)
            {
                faults.Add($"{Where(function)}: route '{template}' is not valid: {e.Message}");
                continue;
            }
            foreach (string method in trigger.Methods is { Length: > 0 } methods ? methods : ["*"])
            {
                (string Template, string Method) key = (template.ToUpperInvariant(), method.ToUpperInvariant());
                if (!taken.TryAdd(key, function))
                    faults.Add($"{Where(function)}: {key.Method} {template} is taken by function '{taken[key].Name}'.");
            }
        }
        if (faults.Count > 0)
            throw new FunctionDeclarationException(faults);
    }

    public string TemplateOf(FunctionDescriptor function) => _templates[function];

    static string Where(FunctionDescriptor function) => $"{function.Definition.EntryPoint} (function '{function.Name}')";
}
