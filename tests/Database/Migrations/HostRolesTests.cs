using Npgsql;
using Orchestrator.Database.Migrations;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Migrations;

public sealed class HostRolesTests : IAsyncLifetime
{
    readonly MigratedDatabase _database = new();
    readonly string _name = $"host \"{Guid.NewGuid():N}";

    string Quoted => $"\"{_name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    [Fact]
    public async Task GrantAsync_ToAHost_ItWritesRowsAndChangesNoSchema()
    {
        await _database.DataSource.ExecuteAsync($"CREATE ROLE {Quoted} LOGIN");
        await new HostRoles(_database.ConnectionString).GrantAsync([new HostRole(_name, ObjectId: null)], default);
        await new HostRoles(_database.ConnectionString).GrantAsync([new HostRole(_name, ObjectId: null)], default);
        await using NpgsqlConnection connection = await _database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync($"SET ROLE {Quoted}");

        Assert.Equal(1, await connection.ExecuteAsync(
            "INSERT INTO orchestrator.tasks (name, task_name) VALUES ('hello', 'debug.echo')"));
        Assert.Equal(1, await connection.ExecuteAsync("UPDATE orchestrator.tasks SET status = 'queued'"));
        await RefusedAsync(connection, "CREATE TABLE orchestrator.mine (id int)");
        await RefusedAsync(connection, "ALTER TABLE orchestrator.tasks ADD COLUMN mine int");
        await RefusedAsync(connection, "ALTER TABLE orchestrator.tasks DISABLE TRIGGER ALL");
        await RefusedAsync(connection, "TRUNCATE orchestrator.lifecycle_events");
        await RefusedAsync(connection, "UPDATE orchestrator.schema_logic SET checksum = ''");
        await RefusedAsync(connection, "CREATE SCHEMA mine");
    }

    [Fact]
    public async Task GrantAsync_RoleThatIsNotThere_GivesNothing()
    {
        var error = await Assert.ThrowsAsync<PostgresException>(() =>
            new HostRoles(_database.ConnectionString).GrantAsync([new HostRole(_name, ObjectId: null)], default));

        Assert.Equal(PostgresErrorCodes.UndefinedObject, error.SqlState);
    }

    [Fact]
    public async Task GrantAsync_EntraIdentityOnAServerWithoutEntra_NamesTheFunctionThatIsMissing()
    {
        var error = await Assert.ThrowsAsync<PostgresException>(() =>
            new HostRoles(_database.ConnectionString).GrantAsync([new HostRole(_name, Guid.NewGuid())], default));

        Assert.Contains("pgaadauth_create_principal_with_oid", error.MessageText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gateway", "gateway", null)]
    [InlineData("id-gateway = 6f1f7e9c-2a0e-4f5e-9d38-6a8c7f6b5d10", "id-gateway", "6f1f7e9c-2a0e-4f5e-9d38-6a8c7f6b5d10")]
    public void Parse_NameWithOrWithoutObjectId_IsRead(string text, string name, string? objectId) =>
        Assert.Equal(new HostRole(name, objectId is null ? null : Guid.Parse(objectId)), HostRole.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("=6f1f7e9c-2a0e-4f5e-9d38-6a8c7f6b5d10")]
    [InlineData("gateway=me")]
    public void Parse_Neither_IsRefused(string text) => Assert.Throws<FormatException>(() => HostRole.Parse(text));

    public Task InitializeAsync() => _database.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _database.DataSource.ExecuteAsync(
            $"DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{_name}') THEN DROP OWNED BY {Quoted}; DROP ROLE {Quoted}; END IF; END $$");
        await _database.DisposeAsync();
    }

    static async Task RefusedAsync(NpgsqlConnection connection, string sql)
    {
        var error = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
    }
}
