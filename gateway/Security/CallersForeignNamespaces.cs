using Orchestrator.Core.Access;

namespace Orchestrator.Gateway.Security;

/// <summary>For names that stand in a text, such as a template's source, where <see cref="RequestNamespaces"/> cannot see them.</summary>
sealed class CallersForeignNamespaces(IHttpContextAccessor http) : IForeignNamespaces
{
    /// <exception cref="PermissionDeniedException"/>
    public void DemandRead(string @namespace) => Caller.Of(http.HttpContext)?.Demand(Permission.Read, @namespace);
}
