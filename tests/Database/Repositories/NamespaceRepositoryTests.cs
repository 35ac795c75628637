using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orchestrator.Database.Model;
using Orchestrator.Database.Repositories;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Repositories;

public sealed class NamespaceRepositoryTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    readonly NamespaceRepository _namespaces = database.Services.GetRequiredService<NamespaceRepository>();

    [Fact]
    public async Task FindIdAsync_KnowsTheSeededOneAndNoOther()
    {
        Assert.Equal(NamespaceRow.DefaultId, await _namespaces.FindIdAsync("default", default));
        Assert.Null(await _namespaces.FindIdAsync("nowhere", default));
    }

    [Fact]
    public async Task GetOrCreateIdAsync_ByManyAtOnce_MakesOne()
    {
        Guid[] ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _namespaces.GetOrCreateIdAsync("team-1", default)));

        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task GetOrCreateIdAsync_WithABadName_IsRefusedByTheTable()
    {
        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => _namespaces.GetOrCreateIdAsync("Team 1", default));

        Assert.Equal("namespace_name_must_be_lower_case_letters_digits_or_hyphens", error.ConstraintName);
    }
}
