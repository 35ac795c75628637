// BCP081
resource a 'Microsoft.App/jobs@1999-01-01' = {
  name: 'a'
}
