# syntax=docker/dockerfile:1.7
# The gateway: gRPC, gRPC-web and the health endpoints. From the repository's root:
#   docker build -f infra/docker/gateway.Dockerfile -t orchestrator-gateway .

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS restore
ARG ORCHESTRATOR_HOST=Azure
ARG AZURE_PACKAGES=Oldest
ENV NUGET_PACKAGES=/nuget
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY protos/*.csproj protos/
COPY core/*.csproj core/
COPY database/*.csproj database/
COPY platform/*.csproj platform/
COPY embedded/Grpc/*.csproj embedded/Grpc/
COPY gateway/*.csproj gateway/
RUN --mount=type=cache,id=nuget,target=/nuget \
    dotnet restore gateway -p:OrchestratorHost=$ORCHESTRATOR_HOST -p:AzurePackages=$AZURE_PACKAGES

FROM restore AS publish
# BuildKit writes this stage's packages into the SBOM too: docker buildx build --sbom=true
ARG BUILDKIT_SBOM_SCAN_STAGE=true
COPY protos/ protos/
COPY core/ core/
COPY database/ database/
COPY platform/ platform/
COPY embedded/Grpc/ embedded/Grpc/
COPY gateway/ gateway/
RUN --mount=type=cache,id=nuget,target=/nuget \
    dotnet publish gateway --no-restore -c Release -o /app -p:UseAppHost=false \
    -p:OrchestratorHost=$ORCHESTRATOR_HOST -p:AzurePackages=$AZURE_PACKAGES

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="orchestrator-gateway" \
      org.opencontainers.image.description="Orchestrator: gRPC and gRPC-web gateway" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      dev.orchestrator.sbom="/app/Orchestrator.Gateway.deps.json"
# Without the diagnostics socket the process writes no file at all, so the file system may be read-only.
ENV DOTNET_EnableDiagnostics=0 \
    ORCHESTRATOR_BIND=* \
    ORCHESTRATOR_HTTP_PORT=8080 \
    ORCHESTRATOR_H2C_PORT=8081
WORKDIR /app
COPY --from=publish /app ./
USER 1654
EXPOSE 8080 8081
# The image has no shell and no curl: the program asks itself.
HEALTHCHECK --interval=15s --timeout=6s --start-period=20s \
    CMD ["dotnet", "/app/Orchestrator.Gateway.dll", "--probe", "http://127.0.0.1:8080/health/ready"]
ENTRYPOINT ["dotnet", "/app/Orchestrator.Gateway.dll"]
