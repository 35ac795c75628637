using System.Reflection;
using Xunit.Sdk;

namespace Orchestrator.Embedded.Grpc.Tests;

/// <summary>Runs a theory once over each <see cref="Wire"/>.</summary>
public sealed class EveryWireAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Enum.GetValues<Wire>().Select(wire => new object[] { wire });
}
