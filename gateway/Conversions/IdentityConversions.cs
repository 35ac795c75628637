using Orchestrator.Core.Identity;
using Orchestrator.Core.Validation;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

static class IdentityConversions
{
    public static IdentityStrategy ToStrategy(Violations violations, string field, Proto.IdentityStrategy strategy)
    {
        switch (strategy)
        {
            case Proto.IdentityStrategy.Unspecified:
                return IdentityStrategy.Unspecified;
            case Proto.IdentityStrategy.None:
                return IdentityStrategy.None;
            case Proto.IdentityStrategy.CallerKey:
                return IdentityStrategy.CallerKey;
            case Proto.IdentityStrategy.Content:
                return IdentityStrategy.Content;
            default:
                violations.Add(field, "must be a known strategy");
                return IdentityStrategy.Unspecified;
        }
    }
}
