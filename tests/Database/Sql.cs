using Npgsql;

namespace Orchestrator.Database.Tests;

/// <summary>Short SQL for tests.</summary>
static class Sql
{
    public static async Task<int> ExecuteAsync(this NpgsqlDataSource dataSource, string sql, params object[] parameters)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(sql).With(parameters);
        return await command.ExecuteNonQueryAsync();
    }

    public static async Task<int> ExecuteAsync(this NpgsqlConnection connection, string sql, params object[] parameters)
    {
        await using NpgsqlCommand command = new NpgsqlCommand(sql, connection).With(parameters);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The only column of the only row.</summary>
    public static async Task<T> ReadAsync<T>(this NpgsqlDataSource dataSource, string sql, params object[] parameters) =>
        Assert.Single(await dataSource.ListAsync<T>(sql, parameters));

    /// <summary>The only column of every row.</summary>
    public static async Task<List<T>> ListAsync<T>(this NpgsqlDataSource dataSource, string sql, params object[] parameters) =>
        await dataSource.ListAsync(sql, reader => reader.IsDBNull(0) ? default! : reader.GetFieldValue<T>(0), parameters);

    public static async Task<List<T>> ListAsync<T>(
        this NpgsqlDataSource dataSource, string sql, Func<NpgsqlDataReader, T> map, params object[] parameters)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(sql).With(parameters);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    static NpgsqlCommand With(this NpgsqlCommand command, object[] parameters)
    {
        foreach (object parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        return command;
    }
}
