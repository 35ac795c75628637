// BCP057
output a string = undeclared
