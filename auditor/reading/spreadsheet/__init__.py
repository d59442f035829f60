"""What the readers of workbooks share: how a number prints, and where the tables of a sheet begin and end."""
